package deephash.data.jpeg;

/**
 * Pictures of four inks as red, green and blue. Files store the inks inverted, as Adobe's programs do; browsers and
 * Pillow take that for granted, marker or not. With Adobe's transform 2 the first three are luma and chroma. The
 * colours are those of Pillow's plain conversion, (1 − ink)(1 − black): profiles are not looked at.
 */
final class Cmyk {

    private static final int YCCK = 2;

    private Cmyk() {}

    /**
     * Converts a picture.
     *
     * @param values four bytes a pixel, as stored
     * @param adobe the transform that Adobe's marker names, -1 without it
     */
    static Samples toColours(byte[] values, int height, int width, int adobe) {
        int plane = height * width;
        byte[] samples = new byte[3 * plane];
        YCbCr line = new YCbCr(width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = 4 * (y * width + x);
                line.y[x] = values[at] & 255;
                line.cb[x] = values[at + 1] & 255;
                line.cr[x] = values[at + 2] & 255;
            }
            if (adobe == YCCK) {
                line.convert();
            }
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                int light = values[4 * i + 3] & 255;
                // luma and chroma are those of the inks, stored uninverted
                samples[i] = mixed(adobe == YCCK ? line.red[x] : 255 - line.y[x], light);
                samples[plane + i] = mixed(adobe == YCCK ? line.green[x] : 255 - line.cb[x], light);
                samples[2 * plane + i] = mixed(adobe == YCCK ? line.blue[x] : 255 - line.cr[x], light);
            }
        }
        return new Samples(3, height, width, samples);
    }

    private static byte mixed(int ink, int light) {
        int product = ink * light + 128;
        return (byte) Math.max(0, light - (((product >> 8) + product) >> 8));
    }
}
