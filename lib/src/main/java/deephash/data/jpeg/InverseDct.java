package deephash.data.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The accurate integer inverse DCT of libjpeg ({@code jidctint.c}: Loeffler, Ligtenberg and Moschytz 1989, with 12
 * multiplications), so that pictures have the same values bit for bit as from libjpeg, and with it Pillow and the JDK.
 *
 * <p>Blocks are gathered, and {@link #LANES} of them transformed at once: one coefficient of all blocks lies in a row,
 * so that each step is a loop over neighbours, of which the JIT compiler makes vector instructions. It does so only if
 * the loops stay as they are: short, at constant distances in an array, shifts before sums, products as in
 * libjpeg-turbo's vector code (the same numbers, as integers wrap round), no {@link Math#min}. And {@link #transform}
 * is too long to be inlined into its caller, where it would not get vector instructions.
 */
final class InverseDct {

    /** How many blocks are transformed at once. */
    static final int LANES = 32;

    /** One coefficient of a row or column of all blocks; the next one lies behind it. */
    private static final int LINE = 8 * LANES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int BITS = 13;
    private static final int PASS1_BITS = 2;

    /** By how much the columns are scaled down, and by how much the rows. */
    private static final int COLUMNS = BITS - PASS1_BITS;

    private static final int ROWS = BITS + PASS1_BITS + 3;

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

    private final byte[] samples;
    private final int[] coefficients = new int[8 * LINE];
    private final int[] parts = new int[8 * LINE];
    private final int[] turned = new int[8 * LINE];
    private final int[] offsets = new int[LANES];
    private final int[] strides = new int[LANES];
    private int count;

    /**
     * No block yet.
     *
     * @param samples where the samples of all blocks go, as unsigned bytes
     */
    InverseDct(byte[] samples) {
        this.samples = samples;
    }

    /**
     * The dequantised coefficients of all gathered blocks: that of row v and column u is at {@code (8v + u) · LANES}.
     */
    int[] coefficients() {
        return coefficients;
    }

    /** Where in {@link #coefficients} the next block starts; it is all zeros. */
    int lane() {
        return count;
    }

    /** Adds the block that has been written at {@link #lane}; its samples start at an offset, rows a stride apart. */
    void add(int offset, int stride) {
        offsets[count] = offset;
        strides[count] = stride;
        count++;
        if (count == LANES) {
            flush();
        }
    }

    /** The mean of a block as an unsigned byte. */
    static byte flat(int dc) {
        int value = (((dc << PASS1_BITS) + (1 << (PASS1_BITS + 2))) >> (PASS1_BITS + 3)) + 128;
        return (byte) Math.max(0, Math.min(255, value));
    }

    /** Writes a block that is only its mean. */
    void addFlat(int dc, int offset, int stride) {
        long row = (flat(dc) & 255) * 0x0101010101010101L;
        for (int y = 0; y < 8; y++) {
            LONGS.set(samples, offset + y * stride, row);
        }
    }

    /** Writes the samples of all blocks that have been added. */
    void flush() {
        transform(coefficients, parts, COLUMNS);
        turn(coefficients, turned);
        transform(turned, parts, ROWS);
        clamp(turned);
        pack(turned, parts);
        write();
        Arrays.fill(coefficients, 0);
        count = 0;
    }

    private void write() {
        for (int lane = 0; lane < count; lane++) {
            int to = offsets[lane];
            for (int at = lane; at < LINE; at += LANES) {
                LONGS.set(samples, to, (long) parts[at + LINE] << 32 | (parts[at] & 0xFFFFFFFFL));
                to += strides[lane];
            }
        }
    }

    /**
     * The transform in one dimension, of a line's eight numbers each.
     *
     * @param b the numbers; the result is written here
     * @param parts for the even part and the odd part
     * @param shift by how much the result is scaled down, rounded
     */
    private static void transform(int[] b, int[] parts, int shift) {
        int rounding = 1 << (shift - 1);
        for (int i = 0; i < LINE; i++) {
            int b0 = b[i] << BITS;
            int b2 = b[i + 2 * LINE];
            int b4 = b[i + 4 * LINE] << BITS;
            int b6 = b[i + 6 * LINE];
            int z1 = (b2 + b6) * F_0_541;
            int t2 = z1 - b6 * F_1_847;
            int t3 = z1 + b2 * F_0_765;
            int t0 = b0 + b4 + rounding;
            int t1 = b0 - b4 + rounding;
            parts[i] = t0 + t3;
            parts[i + LINE] = t1 + t2;
            parts[i + 2 * LINE] = t1 - t2;
            parts[i + 3 * LINE] = t0 - t3;
        }
        for (int i = 0; i < LINE; i++) {
            int b7 = b[i + 7 * LINE];
            int b5 = b[i + 5 * LINE];
            int b3 = b[i + 3 * LINE];
            int b1 = b[i + LINE];
            int z3 = b7 + b3;
            int z4 = b5 + b1;
            int y3 = z4 * F_1_175 - z3 * (F_1_961 - F_1_175);
            int y4 = z3 * F_1_175 + z4 * (F_1_175 - F_0_390);
            parts[i + 4 * LINE] = y3 - b7 * (F_0_899 - F_0_298) - b1 * F_0_899;
            parts[i + 5 * LINE] = y4 - b5 * (F_2_562 - F_2_053) - b3 * F_2_562;
            parts[i + 6 * LINE] = y3 + b3 * (F_3_072 - F_2_562) - b5 * F_2_562;
            parts[i + 7 * LINE] = y4 + b1 * (F_1_501 - F_0_899) - b7 * F_0_899;
        }
        for (int i = 0; i < LINE; i++) {
            int t0 = parts[i];
            int u0 = parts[i + 7 * LINE];
            b[i] = (t0 + u0) >> shift;
            b[i + 7 * LINE] = (t0 - u0) >> shift;
            int t1 = parts[i + LINE];
            int u1 = parts[i + 6 * LINE];
            b[i + LINE] = (t1 + u1) >> shift;
            b[i + 6 * LINE] = (t1 - u1) >> shift;
        }
        for (int i = 0; i < LINE; i++) {
            int t2 = parts[i + 2 * LINE];
            int u2 = parts[i + 5 * LINE];
            b[i + 2 * LINE] = (t2 + u2) >> shift;
            b[i + 5 * LINE] = (t2 - u2) >> shift;
            int t3 = parts[i + 3 * LINE];
            int u3 = parts[i + 4 * LINE];
            b[i + 3 * LINE] = (t3 + u3) >> shift;
            b[i + 4 * LINE] = (t3 - u3) >> shift;
        }
    }

    /** Rows and columns exchanged. */
    private static void turn(int[] b, int[] to) {
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                System.arraycopy(b, y * LINE + x * LANES, to, x * LINE + y * LANES, LANES);
            }
        }
    }

    /** From around 0 to around 128, and between 0 and 255. */
    private static void clamp(int[] b) {
        for (int i = 0; i < b.length; i++) {
            int value = b[i] + 128;
            b[i] = (value | (255 - value) >> 31) & ~(value >> 31) & 255;
        }
    }

    /** Four samples beside each other in one number: the left halves of rows in line 0, the right halves in line 1. */
    private static void pack(int[] b, int[] to) {
        for (int i = 0; i < LINE; i++) {
            to[i] = b[i] | b[i + LINE] << 8 | b[i + 2 * LINE] << 16 | b[i + 3 * LINE] << 24;
        }
        for (int i = 0; i < LINE; i++) {
            to[i + LINE] = b[i + 4 * LINE] | b[i + 5 * LINE] << 8 | b[i + 6 * LINE] << 16 | b[i + 7 * LINE] << 24;
        }
    }
}
