package deephash.picture;

import java.util.function.IntUnaryOperator;

/** Operations on each pixel by itself, with the values of Pillow's {@code ImageEnhance}. */
public final class Tones {

    private Tones() {}

    /**
     * A picture between two, or beyond them: {@code first + share · (second − first)}, fractions cut off.
     *
     * @param first all of it at share 0
     * @param second of the same size, all of it at share 1
     * @param share any number
     * @return the blended picture
     */
    public static Picture blend(Picture first, Picture second, double share) {
        float alpha = (float) share;
        byte[][] planes = new byte[3][];
        for (int c = 0; c < 3; c++) {
            byte[] a = first.plane(c);
            byte[] b = second.plane(c);
            byte[] to = new byte[a.length];
            for (int i = 0; i < to.length; i++) {
                int from = a[i] & 255;
                to[i] = Bytes.truncate(from + alpha * ((b[i] & 255) - from));
            }
            planes[c] = to;
        }
        return new Picture(first.width(), first.height(), planes);
    }

    /**
     * Multiplies the brightness.
     *
     * @param picture of any size
     * @param factor 0 gives black, 1 the picture itself
     * @return the brighter or darker picture
     */
    public static Picture brightness(Picture picture, double factor) {
        return blend(Picture.filled(picture.width(), picture.height(), 0), picture, factor);
    }

    /**
     * Spreads values about the mean brightness.
     *
     * @param picture of any size
     * @param factor 0 gives flat grey, 1 the picture itself
     * @return the picture of more or less contrast
     */
    public static Picture contrast(Picture picture, double factor) {
        long sum = 0;
        byte[] luma = picture.luma();
        for (byte value : luma) {
            sum += value & 255;
        }
        int mean = (int) ((double) sum / luma.length + 0.5);
        return blend(Picture.filled(picture.width(), picture.height(), mean * 0x010101), picture, factor);
    }

    /**
     * Takes the colour away.
     *
     * @param picture of any size
     * @return a picture of three equal planes
     */
    public static Picture grey(Picture picture) {
        byte[] luma = picture.luma();
        return new Picture(picture.width(), picture.height(), luma, luma, luma);
    }

    /**
     * Spreads colours about grey.
     *
     * @param picture of any size
     * @param factor 0 gives grey, 1 the picture itself
     * @return the picture of more or less colour
     */
    public static Picture saturation(Picture picture, double factor) {
        return blend(grey(picture), picture, factor);
    }

    /**
     * Sharpens, or smooths.
     *
     * @param picture of any size
     * @param factor 0 gives a smoothed picture, 1 the picture itself, 2 and more a sharper one
     * @return the sharper picture
     */
    public static Picture sharpness(Picture picture, double factor) {
        return blend(Blur.smooth(picture), picture, factor);
    }

    /**
     * Bends the scale of values: {@code 255 · (v / 255) ^ exponent}, rounded.
     *
     * @param picture of any size
     * @param exponent below 1 brighter, above 1 darker
     * @return the bent picture
     */
    public static Picture gamma(Picture picture, double exponent) {
        return each(picture, v -> (int) Math.round(255 * Math.pow(v / 255.0, exponent)));
    }

    /**
     * Changes each value by itself.
     *
     * @param picture of any size
     * @param change of a value, 0 to 255; results beyond that are clamped
     * @return the changed picture
     */
    public static Picture each(Picture picture, IntUnaryOperator change) {
        byte[] table = new byte[256];
        for (int v = 0; v < 256; v++) {
            table[v] = Bytes.clamp(change.applyAsInt(v));
        }
        return picture.eachPlane(picture.width(), picture.height(), plane -> {
            byte[] to = new byte[plane.length];
            for (int i = 0; i < to.length; i++) {
                to[i] = table[plane[i] & 255];
            }
            return to;
        });
    }
}
