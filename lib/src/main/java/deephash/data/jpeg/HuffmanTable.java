package deephash.data.jpeg;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A table of Huffman codes as a JPEG file states it (ITU-T T.81, annex C), laid out for looking several bits ahead. */
final class HuffmanTable {

    /** The longest codes, in bits, that are found in one step. */
    static final int QUICK = 10;

    /** Stands for a table that the file does not have. */
    static final HuffmanTable NONE = new HuffmanTable(new byte[0]);

    /** Nearly all files have the same few tables. */
    private static final Map<ByteBuffer, HuffmanTable> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 64;

    /** Instead of a number of zeros: the rest of the block is zeros. */
    static final int END = 64;

    /** For the next {@link #QUICK} bits: the value of the code in them times 256, and its length; 0 if it is longer. */
    final int[] codes = new int[1 << QUICK];

    /**
     * For the next {@link #QUICK} bits, if they hold a code for a coefficient and the coefficient itself: the
     * coefficient times 65,536, how many zeros come before it times 256, and the length of both. Likewise for a code
     * that ends the block. Otherwise 0.
     */
    final int[] coefficients = new int[1 << QUICK];

    /** The same for all codes up to that length, without the coefficient. */
    final int[] lengths = new int[1 << QUICK];

    private final int[] largest = new int[17];
    private final int[] shift = new int[17];
    private final byte[] values;

    private HuffmanTable(byte[] values) {
        this.values = values;
    }

    static HuffmanTable[] none(int count) {
        HuffmanTable[] tables = new HuffmanTable[count];
        Arrays.fill(tables, NONE);
        return tables;
    }

    /**
     * Reads a table.
     *
     * @param bytes of the file
     * @param at where the sixteen counts start, the values behind them
     * @param end of the segment
     * @return null if it is no table
     */
    static @Nullable HuffmanTable of(byte[] bytes, int at, int end) {
        int count = 0;
        for (int length = 1; length <= 16; length++) {
            count += bytes[at + length - 1] & 255;
        }
        if (count > 256 || at + 16 + count > end) {
            return null;
        }
        HuffmanTable known = KNOWN.get(ByteBuffer.wrap(bytes, at, 16 + count));
        if (known != null) {
            return known;
        }
        HuffmanTable table = new HuffmanTable(Arrays.copyOfRange(bytes, at + 16, at + 16 + count));
        if (!table.fill(bytes, at)) {
            return null;
        }
        if (KNOWN.size() < MOST_KNOWN) {
            KNOWN.put(ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, at + 16 + count)), table);
        }
        return table;
    }

    private boolean fill(byte[] bytes, int at) {
        int code = 0;
        int value = 0;
        for (int length = 1; length <= 16; length++) {
            int many = bytes[at + length - 1] & 255;
            if (code + many > 1 << length) {
                return false;
            }
            shift[length] = value - code;
            for (int k = 0; k < many; k++, code++, value++) {
                if (length <= QUICK) {
                    int first = code << (QUICK - length);
                    Arrays.fill(codes, first, first + (1 << (QUICK - length)), ((values[value] & 255) << 8) | length);
                }
            }
            largest[length] = many == 0 ? -1 : code - 1;
            code <<= 1;
        }
        for (int bits = 0; bits < codes.length; bits++) {
            look(bits);
        }
        return true;
    }

    private void look(int bits) {
        int size = codes[bits] >> 8 & 15;
        int zeros = codes[bits] >> 12;
        int length = (codes[bits] & 255) + size;
        if (size > 0 && size <= 10) {
            lengths[bits] = zeros << 8 | length;
            if (length <= QUICK) {
                int read = (bits >> (QUICK - length)) & ((1 << size) - 1);
                coefficients[bits] = signed(read, size) << 16 | lengths[bits];
            }
        } else if (length > 0 && codes[bits] >> 8 == 0) {
            lengths[bits] = END << 8 | length;
            coefficients[bits] = lengths[bits];
        } else if (codes[bits] >> 8 == 0xF0) {
            lengths[bits] = zeros << 8 | length;
        }
    }

    /** The value of a number of {@code bits} bits: those that start with 0 are negative. */
    static int signed(int read, int size) {
        return read < 1 << (size - 1) ? read - (1 << size) + 1 : read;
    }

    /** How many codes there are. */
    int size() {
        return values.length;
    }

    /** The value of a code of this length; -1 if there is none. */
    int value(int code, int length) {
        return code <= largest[length] ? values[shift[length] + code] & 255 : -1;
    }
}
