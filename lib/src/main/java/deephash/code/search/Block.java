package deephash.code.search;

import deephash.code.Words;
import java.util.Arrays;

/**
 * The distances from a query to a block of codes. The block is turned on its side (one array of ints for every 32 bits
 * of all its codes), and every loop here does one thing over one array: that is the form which the JIT compiler turns
 * into vector instructions on every JDK from 17 on, popcount included where the processor has a vector popcount.
 */
final class Block {

    /** Codes in a block: 128 bits of 512 codes are 8 KB, and stay in the first-level cache while queries pass. */
    static final int SIZE = 512;

    /** Codes that are looked at one by one where any of them is near enough. */
    private static final int GROUP = 32;

    /** Farther than any code is. */
    private static final int BEYOND = Integer.MAX_VALUE / 2;

    private static final int[] NONE = new int[SIZE];

    private final int wordsPerCode;
    private final long[] rows;
    private final int[][] columns;
    private final int[] signs = new int[SIZE];
    private final int[] counts;
    private int count;

    /** Always 0; a field, so that the JIT compiler cannot rely on it. */
    private int zero;

    /** Distances of the codes of the block, filled by {@link #measure}; from {@link #count()} on {@link #BEYOND}. */
    final int[] distances = new int[SIZE];

    Block(int wordsPerCode) {
        this.wordsPerCode = wordsPerCode;
        rows = new long[SIZE * wordsPerCode];
        columns = new int[2 * wordsPerCode][SIZE];
        counts = new int[64 * wordsPerCode + 1];
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

    /** Every 32 bits of the codes, lower half of a word first; entries from {@link #count()} on mean nothing. */
    int[][] columns() {
        return columns;
    }

    /** The distance of code {@code i} alone. */
    int distance(long[] query, int offset, int i) {
        int distance = 0;
        for (int w = 0; w < wordsPerCode; w++) {
            distance += Long.bitCount(rows[i * wordsPerCode + w] ^ query[offset + w]);
        }
        return distance;
    }

    /** Fills {@link #distances} for the query whose words start at {@code offset}. */
    void measure(long[] query, int offset) {
        first(columns[0], columns[1], query[offset], zero, distances);
        for (int w = 1; w < wordsPerCode; w++) {
            add(columns[2 * w], columns[2 * w + 1], query[offset + w], distances);
        }
        Arrays.fill(distances, count, SIZE, BEYOND);
    }

    /**
     * Which distances are below {@code limit}: most often none, which costs next to nothing.
     *
     * @param to takes their places in the block, in rising order; one longer than the block
     * @return how many there are
     */
    int below(int limit, int[] to) {
        signs(distances, limit, signs);
        int found = 0;
        int from = 0;
        while (from < SIZE) {
            // an intrinsic, many numbers a step
            int next = Arrays.mismatch(signs, from, SIZE, NONE, from, SIZE);
            if (next < 0) {
                break;
            }
            from += next & -GROUP;
            int end = from + GROUP;
            // without a branch, for no prediction would hold
            for (; from < end; from++) {
                to[found] = from;
                found -= signs[from];
            }
        }
        return found;
    }

    /** A limit that {@code k} codes of this block are below: the codes beyond it are not among the k nearest. */
    int limitFor(int k) {
        if (k > count) {
            return BEYOND;
        }
        Arrays.fill(counts, 0);
        for (int i = 0; i < count; i++) {
            counts[distances[i]]++;
        }
        int limit = 0;
        for (int below = 0; below < k; limit++) {
            below += counts[limit];
        }
        return limit;
    }

    private static void signs(int[] distances, int limit, int[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = (distances[i] - limit) >> 31;
        }
    }

    /** Begins with a number that is added: two popcounts alone are not made with vectors by every JIT compiler. */
    private static void first(int[] low, int[] high, long query, int start, int[] to) {
        int lowQuery = (int) query;
        int highQuery = (int) (query >>> 32);
        for (int i = 0; i < to.length; i++) {
            to[i] = start + Integer.bitCount(low[i] ^ lowQuery) + Integer.bitCount(high[i] ^ highQuery);
        }
    }

    private static void add(int[] low, int[] high, long query, int[] to) {
        int lowQuery = (int) query;
        int highQuery = (int) (query >>> 32);
        for (int i = 0; i < to.length; i++) {
            to[i] += Integer.bitCount(low[i] ^ lowQuery) + Integer.bitCount(high[i] ^ highQuery);
        }
    }
}
