package deephash.code;

/**
 * The distances from a query to a block of codes. The block is turned on its side (one array of ints for every 32 bits
 * of all its codes), and every loop here does one thing over one array: that is the form which the JIT compiler turns
 * into vector instructions on every JDK from 17 on, popcount included where the processor has a vector popcount.
 */
final class Block {

    /** Codes in a block: 128 bits of 256 codes are 4 KB, and stay in the first-level cache while queries pass. */
    static final int SIZE = 256;

    /** Codes that are asked together whether any of them is near enough. */
    static final int GROUP = 64;

    private final int wordsPerCode;
    private final long[] rows;
    private final int[][] columns;
    private int count;

    /** Distances of the codes of the block, filled by {@link #measure}; beyond {@link #count()} very large. */
    final int[] distances = new int[SIZE];

    Block(int wordsPerCode) {
        this.wordsPerCode = wordsPerCode;
        rows = new long[SIZE * wordsPerCode];
        columns = new int[2 * wordsPerCode][SIZE];
    }

    /** Takes codes {@code from} to {@code from + count}. */
    void load(Words words, int from, int count) {
        this.count = count;
        words.copy((long) from * wordsPerCode, rows, count * wordsPerCode);
        for (int w = 0; w < wordsPerCode; w++) {
            int[] low = columns[2 * w];
            int[] high = columns[2 * w + 1];
            for (int i = 0, r = w; i < count; i++, r += wordsPerCode) {
                low[i] = (int) rows[r];
                high[i] = (int) (rows[r] >>> 32);
            }
        }
    }

    int count() {
        return count;
    }

    /** Fills {@link #distances} for the query whose words start at {@code offset}. */
    void measure(long[] query, int offset) {
        first(columns[0], (int) query[offset], distances);
        add(columns[1], (int) (query[offset] >>> 32), distances);
        for (int w = 1; w < wordsPerCode; w++) {
            add(columns[2 * w], (int) query[offset + w], distances);
            add(columns[2 * w + 1], (int) (query[offset + w] >>> 32), distances);
        }
        for (int i = count; i < SIZE; i++) {
            distances[i] = Integer.MAX_VALUE;
        }
    }

    /** Whether a distance in the group that starts at {@code from} is below {@code limit}. */
    boolean anyBelow(int from, int limit) {
        return signs(distances, from, limit) < 0;
    }

    private static void first(int[] column, int query, int[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = Integer.bitCount(column[i] ^ query);
        }
    }

    private static void add(int[] column, int query, int[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += Integer.bitCount(column[i] ^ query);
        }
    }

    /** Negative if a difference is: the or of numbers has the sign bit of any of them. */
    private static int signs(int[] distances, int from, int limit) {
        int signs = 0;
        for (int i = from; i < from + GROUP; i++) {
            signs |= distances[i] - limit;
        }
        return signs;
    }
}
