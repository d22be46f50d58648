package deephash.data.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The entropy-coded part of a JPEG file, block by block. After its end there come zeros, and {@link #isBeyond} says so.
 */
final class JpegBits {

    /**
     * Where in {@link InverseDct#coefficients} those of a block lie, in the order of the file: a zigzag over its rows.
     */
    private static final int[] PLACES = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    static {
        for (int k = 0; k < PLACES.length; k++) {
            PLACES[k] *= InverseDct.LANES;
        }
    }

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int AHEAD = Long.SIZE - HuffmanTable.QUICK;

    private final byte[] file;
    private int at;
    /** The next bits, the first one uppermost; behind {@link #count} of them there are zeros. */
    private long bits;

    private int count;
    private int invented;

    JpegBits(byte[] file, int at) {
        this.file = file;
        this.at = at;
    }

    /** Whether more was read than there was: the file is damaged. */
    boolean isBeyond() {
        return invented > count;
    }

    /** Reads on until there are at least 32 bits. */
    private void fill() {
        if (at + 4 <= file.length) {
            int next = (int) INTS.get(file, at);
            // no byte of them is 255
            if ((next & ~(next + 0x01010101) & 0x80808080) == 0) {
                bits |= (next & 0xFFFFFFFFL) << (32 - count);
                count += 32;
                at += 4;
                return;
            }
        }
        while (count <= 56) {
            long next = 0;
            if (at < file.length && (file[at] != -1 || (at + 1 < file.length && file[at + 1] == 0))) {
                next = file[at] & 255;
                at += file[at] == -1 ? 2 : 1;
            } else {
                invented += 8;
            }
            bits |= next << (56 - count);
            count += 8;
        }
    }

    /** The next code's value; -1 if it is in no table. Behind it there are 16 bits at least. */
    private int decode(HuffmanTable table) {
        if (count < 32) {
            fill();
        }
        int code = table.codes[(int) (bits >>> AHEAD)];
        if (code != 0) {
            take(code & 255);
            return code >> 8;
        }
        for (int length = HuffmanTable.QUICK + 1; length <= 16; length++) {
            int value = table.value((int) (bits >>> (Long.SIZE - length)), length);
            if (value >= 0) {
                take(length);
                return value;
            }
        }
        return -1;
    }

    private void take(int length) {
        bits <<= length;
        count -= length;
    }

    private int receive(int size) {
        if (size == 0) {
            return 0;
        }
        int read = (int) (bits >>> (Long.SIZE - size));
        take(size);
        return HuffmanTable.signed(read, size);
    }

    /**
     * By how much the first coefficient of the next block differs from that of the last.
     *
     * @return {@link Integer#MIN_VALUE} if the file is damaged
     */
    int first(HuffmanTable table) {
        int size = decode(table);
        return size < 0 || size > 11 ? Integer.MIN_VALUE : receive(size);
    }

    /**
     * The other 63 coefficients of a block.
     *
     * @param steps what they are multiplied by, in the order of the file
     * @param to where they go, as {@link InverseDct#coefficients} says; zeros are not written
     * @param lane where the block starts
     * @return the place of the last in the order of the file, 0 if all are zero; -1 if the file is damaged
     */
    int others(HuffmanTable table, int[] steps, int[] to, int lane) {
        int[] coefficients = table.coefficients;
        long ahead = bits;
        int left = count;
        int last = 0;
        for (int k = 1; k < 64; k++) {
            if (left < 32) {
                bits = ahead;
                count = left;
                fill();
                ahead = bits;
                left = count;
            }
            int coefficient = coefficients[(int) (ahead >>> AHEAD)];
            if (coefficient != 0) {
                k += coefficient >> 8 & 127;
                ahead <<= coefficient;
                left -= coefficient & 63;
                if (k >= 64) {
                    bits = ahead;
                    count = left;
                    return coefficient >> 8 == HuffmanTable.END ? last : -1;
                }
                to[lane + PLACES[k]] = (coefficient >> 16) * steps[k];
                last = k;
                continue;
            }
            bits = ahead;
            count = left;
            int code = decode(table);
            if (code == 0) {
                return last;
            }
            int size = code & 15;
            k += code >> 4;
            if (code < 0 || size > 10 || k > 63 || (size == 0 && code != 0xF0)) {
                return -1;
            }
            if (size > 0) {
                to[lane + PLACES[k]] = receive(size) * steps[k];
                last = k;
            }
            ahead = bits;
            left = count;
        }
        bits = ahead;
        count = left;
        return last;
    }

    /** Passes over the other 63 coefficients of a block; false if the file is damaged. */
    boolean skip(HuffmanTable table) {
        int[] lengths = table.lengths;
        for (int k = 1; k < 64; k++) {
            if (count < 32) {
                fill();
            }
            int length = lengths[(int) (bits >>> AHEAD)];
            if (length != 0) {
                k += length >> 8;
                take(length & 63);
                if (k >= 64) {
                    return length >> 8 == HuffmanTable.END;
                }
                continue;
            }
            int code = decode(table);
            if (code == 0) {
                return true;
            }
            int size = code & 15;
            k += code >> 4;
            if (code < 0 || size > 10 || k > 63 || (size == 0 && code != 0xF0)) {
                return false;
            }
            take(size);
        }
        return true;
    }

    /**
     * Ends a part: what is left of its last byte is padding, and the next thing in the file must be a marker.
     *
     * @return the marker's second byte; -1 if there is something else
     */
    int marker() {
        boolean whole = count - invented >= 0 && count - invented < 8;
        bits = 0;
        count = 0;
        invented = 0;
        while (whole && at + 1 < file.length && file[at] == -1 && file[at + 1] == -1) {
            at++;
        }
        if (!whole || at + 1 >= file.length || file[at] != -1) {
            return -1;
        }
        at += 2;
        return file[at - 1] & 255;
    }
}
