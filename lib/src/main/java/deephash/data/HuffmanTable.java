package deephash.data;

/** A table of Huffman codes as a JPEG file states it (ITU-T T.81, annex C). */
final class HuffmanTable {

    /** Codes of so many bits or less are found in one step. */
    static final int QUICK = 9;

    /** In place of a table that the file does not state. */
    static final HuffmanTable NONE = new HuffmanTable(new byte[0]);

    /** For the next {@link #QUICK} bits: the length of the code in them times 256, and its value; 0 if it is longer. */
    private final short[] quick = new short[1 << QUICK];

    private final int[] largest = new int[18];
    private final int[] shift = new int[17];
    private final byte[] values;

    private HuffmanTable(byte[] values) {
        this.values = values;
    }

    /**
     * Reads a table.
     *
     * @param bytes of the file
     * @param at where the sixteen counts start, the values behind them
     * @return null if it is no table
     */
    static @org.jspecify.annotations.Nullable HuffmanTable of(byte[] bytes, int at, int end) {
        int count = 0;
        for (int length = 1; length <= 16; length++) {
            count += bytes[at + length - 1] & 255;
        }
        if (count > 256 || at + 16 + count > end) {
            return null;
        }
        HuffmanTable table = new HuffmanTable(java.util.Arrays.copyOfRange(bytes, at + 16, at + 16 + count));
        int code = 0;
        int value = 0;
        for (int length = 1; length <= 16; length++) {
            int many = bytes[at + length - 1] & 255;
            if (code + many > 1 << length) {
                return null;
            }
            table.shift[length] = value - code;
            for (int k = 0; k < many; k++, code++, value++) {
                if (length <= QUICK) {
                    int first = code << (QUICK - length);
                    for (int fill = 0; fill < 1 << (QUICK - length); fill++) {
                        table.quick[first + fill] = (short) ((length << 8) | (table.values[value] & 255));
                    }
                }
            }
            table.largest[length] = many == 0 ? -1 : code - 1;
            code <<= 1;
        }
        return table;
    }

    static HuffmanTable[] none(int count) {
        HuffmanTable[] tables = new HuffmanTable[count];
        java.util.Arrays.fill(tables, NONE);
        return tables;
    }

    /** How many codes there are. */
    int size() {
        return values.length;
    }

    int quick(int bits) {
        return quick[bits];
    }

    /** The value of a code of this length; -1 if there is none. */
    int value(int code, int length) {
        return code <= largest[length] ? values[shift[length] + code] & 255 : -1;
    }
}
