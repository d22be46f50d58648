package deephash.data;

/**
 * The accurate integer inverse DCT of libjpeg ({@code jidctint.c}: Loeffler, Ligtenberg and Moschytz 1989, with 12
 * multiplications), so that pictures have the same values bit for bit as from libjpeg, and with it Pillow and the JDK.
 */
final class InverseDct {

    private static final int BITS = 13;
    private static final int PASS1_BITS = 2;

    private static final int F_0_298 = 2446;
    private static final int F_0_390 = 3196;
    private static final int F_0_541 = 4433;
    private static final int F_0_765 = 6270;
    private static final int F_0_899 = 7373;
    private static final int F_1_175 = 9633;
    private static final int F_1_501 = 12299;
    private static final int F_1_847 = 15137;
    private static final int F_1_961 = 16069;
    private static final int F_2_053 = 16819;
    private static final int F_2_562 = 20995;
    private static final int F_3_072 = 25172;

    private InverseDct() {}

    /**
     * Turns a block of dequantised coefficients into samples.
     *
     * @param block 64 coefficients, row by row; overwritten
     * @param to where the 8×8 samples go, as unsigned bytes
     * @param offset of the first sample
     * @param stride from one row to the next
     */
    static void write(int[] block, byte[] to, int offset, int stride) {
        for (int x = 0; x < 8; x++) {
            column(block, x);
        }
        for (int y = 0; y < 8; y++) {
            row(block, 8 * y, to, offset + y * stride);
        }
    }

    /** A block that is only its mean. */
    static void writeFlat(int dc, byte[] to, int offset, int stride) {
        byte value = sample(descale(dc << PASS1_BITS, PASS1_BITS + 3));
        for (int y = 0; y < 8; y++) {
            java.util.Arrays.fill(to, offset + y * stride, offset + y * stride + 8, value);
        }
    }

    private static void column(int[] b, int x) {
        if ((b[x + 8] | b[x + 16] | b[x + 24] | b[x + 32] | b[x + 40] | b[x + 48] | b[x + 56]) == 0) {
            int dc = b[x] << PASS1_BITS;
            for (int at = x; at < 64; at += 8) {
                b[at] = dc;
            }
            return;
        }
        transform(b, x, 8, BITS - PASS1_BITS);
    }

    private static void row(int[] b, int at, byte[] to, int offset) {
        transform(b, at, 1, BITS + PASS1_BITS + 3);
        for (int i = 0; i < 8; i++) {
            to[offset + i] = sample(b[at + i]);
        }
    }

    /** The transform in one dimension, in place: eight numbers from {@code at} on, {@code step} apart. */
    private static void transform(int[] b, int at, int step, int shift) {
        int b0 = b[at];
        int b1 = b[at + step];
        int b2 = b[at + 2 * step];
        int b3 = b[at + 3 * step];
        int b4 = b[at + 4 * step];
        int b5 = b[at + 5 * step];
        int b6 = b[at + 6 * step];
        int b7 = b[at + 7 * step];
        int z1 = (b2 + b6) * F_0_541;
        int t2 = z1 - b6 * F_1_847;
        int t3 = z1 + b2 * F_0_765;
        int t0 = (b0 + b4) << BITS;
        int t1 = (b0 - b4) << BITS;
        int t10 = t0 + t3;
        int t13 = t0 - t3;
        int t11 = t1 + t2;
        int t12 = t1 - t2;
        z1 = -(b7 + b1) * F_0_899;
        int z2 = -(b5 + b3) * F_2_562;
        int z5 = (b7 + b3 + b5 + b1) * F_1_175;
        int z3 = z5 - (b7 + b3) * F_1_961;
        int z4 = z5 - (b5 + b1) * F_0_390;
        t0 = b7 * F_0_298 + z1 + z3;
        t1 = b5 * F_2_053 + z2 + z4;
        t2 = b3 * F_3_072 + z2 + z3;
        t3 = b1 * F_1_501 + z1 + z4;
        b[at] = descale(t10 + t3, shift);
        b[at + 7 * step] = descale(t10 - t3, shift);
        b[at + step] = descale(t11 + t2, shift);
        b[at + 6 * step] = descale(t11 - t2, shift);
        b[at + 2 * step] = descale(t12 + t1, shift);
        b[at + 5 * step] = descale(t12 - t1, shift);
        b[at + 3 * step] = descale(t13 + t0, shift);
        b[at + 4 * step] = descale(t13 - t0, shift);
    }

    private static int descale(int value, int bits) {
        return (value + (1 << (bits - 1))) >> bits;
    }

    private static byte sample(int value) {
        int shifted = value + 128;
        return (byte) ((shifted & ~255) == 0 ? shifted : shifted < 0 ? 0 : 255);
    }
}
