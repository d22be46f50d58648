package deephash.picture;

/**
 * Takes the value of each pixel of a result from a place in a picture, by bicubic interpolation (a = −1, without
 * antialiasing), the values of Pillow's {@code Image.transform} with {@code BICUBIC}.
 */
public final class Transform {

    private Transform() {}

    /** Says where a pixel of the result lies in the source. */
    @FunctionalInterface
    public interface Place {
        /**
         * Finds the place.
         *
         * @param x of the middle of the pixel in the result: column + 0.5
         * @param y of the middle of the pixel in the result: row + 0.5
         * @param to takes x and y in the source
         */
        void find(double x, double y, double[] to);
    }

    /**
     * Makes a picture of places in another.
     *
     * @param picture to take from
     * @param width of the result
     * @param height of the result
     * @param background for places outside of the picture, as 0xRRGGBB
     * @param place of each pixel
     * @return the result
     */
    public static Picture bicubic(Picture picture, int width, int height, int background, Place place) {
        Picture result = Picture.filled(width, height, background);
        double[] at = new double[2];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                place.find(x + 0.5, y + 0.5, at);
                if (at[0] >= 0 && at[0] < picture.width() && at[1] >= 0 && at[1] < picture.height()) {
                    for (int c = 0; c < 3; c++) {
                        result.plane(c)[y * width + x] =
                                value(picture.plane(c), picture.width(), picture.height(), at[0] - 0.5, at[1] - 0.5);
                    }
                }
            }
        }
        return result;
    }

    /**
     * Turns a picture about its middle and keeps its size.
     *
     * @param picture of any size
     * @param degrees to the left
     * @param background of the corners that become free, as 0xRRGGBB
     * @return the turned picture, values as Pillow's {@code rotate(degrees, BICUBIC)}
     */
    public static Picture turned(Picture picture, double degrees, int background) {
        // the remainder of Python, never negative
        double angle = -Math.toRadians(degrees - 360 * Math.floor(degrees / 360));
        double cos = Math.rint(Math.cos(angle) * 1e15) / 1e15;
        double sin = Math.rint(Math.sin(angle) * 1e15) / 1e15;
        double cx = picture.width() / 2.0;
        double cy = picture.height() / 2.0;
        double offsetX = cos * -cx + sin * -cy + cx;
        double offsetY = -sin * -cx + cos * -cy + cy;
        return bicubic(picture, picture.width(), picture.height(), background, (x, y, to) -> {
            to[0] = cos * x + sin * y + offsetX;
            to[1] = -sin * x + cos * y + offsetY;
        });
    }

    private static byte value(byte[] plane, int width, int height, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double dx = x - left;
        double dy = y - top;
        double v1 = row(plane, width, clip(top - 1, height), left, dx);
        double v2 = row(plane, width, clip(top, height), left, dx);
        double v3 = row(plane, width, clip(top + 1, height), left, dx);
        double v4 = row(plane, width, clip(top + 2, height), left, dx);
        return Bytes.truncate(cubic(v1, v2, v3, v4, dy));
    }

    private static double row(byte[] plane, int width, int y, int left, double d) {
        int start = y * width;
        return cubic(
                plane[start + clip(left - 1, width)] & 255,
                plane[start + clip(left, width)] & 255,
                plane[start + clip(left + 1, width)] & 255,
                plane[start + clip(left + 2, width)] & 255,
                d);
    }

    private static int clip(int at, int size) {
        return Math.max(0, Math.min(size - 1, at));
    }

    private static double cubic(double v1, double v2, double v3, double v4, double d) {
        double linear = -v1 + v3;
        double square = 2 * (v1 - v2) + v3 - v4;
        double cube = -v1 + v2 - v3 + v4;
        return v2 + d * (linear + d * (square + d * cube));
    }
}
