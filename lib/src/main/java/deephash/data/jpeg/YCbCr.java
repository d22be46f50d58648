package deephash.data.jpeg;

/**
 * Red, green and blue of luma and chroma, as JFIF defines them, in the fixed point of libjpeg ({@code jdcolor.c}), a
 * line at a time: the JIT compiler makes vector instructions of that.
 */
final class YCbCr {

    private static final int BITS = 16;
    private static final int HALF = 1 << (BITS - 1);

    private static final int F_1_402 = 91881;
    private static final int F_0_344 = 22554;
    private static final int F_0_714 = 46802;
    private static final int F_1_772 = 116130;

    final int[] y;
    final int[] cb;
    final int[] cr;
    final int[] red;
    final int[] green;
    final int[] blue;

    /** Converts one line of pixels. */
    YCbCr(int length) {
        y = new int[length];
        cb = new int[length];
        cr = new int[length];
        red = new int[length];
        green = new int[length];
        blue = new int[length];
    }

    /** From {@link #y}, {@link #cb} and {@link #cr} to {@link #red}, {@link #green} and {@link #blue}. */
    void convert() {
        convert(y, cb, cr, red, green, blue);
    }

    private static void convert(int[] y, int[] cb, int[] cr, int[] red, int[] green, int[] blue) {
        for (int i = 0; i < red.length; i++) {
            int value = ((y[i] << BITS) + F_1_402 * (cr[i] - 128) + HALF) >> BITS;
            red[i] = (value | (255 - value) >> 31) & ~(value >> 31) & 255;
        }
        for (int i = 0; i < green.length; i++) {
            int value = ((y[i] << BITS) - F_0_344 * (cb[i] - 128) - F_0_714 * (cr[i] - 128) + HALF) >> BITS;
            green[i] = (value | (255 - value) >> 31) & ~(value >> 31) & 255;
        }
        for (int i = 0; i < blue.length; i++) {
            int value = ((y[i] << BITS) + F_1_772 * (cb[i] - 128) + HALF) >> BITS;
            blue[i] = (value | (255 - value) >> 31) & ~(value >> 31) & 255;
        }
    }
}
