package deephash.code.search;

import java.util.Arrays;

/**
 * Tells where in a {@link Block} any of several queries has a near code. The queries share one pass over the block, and
 * no distance is stored: that takes fewer instructions a distance than storing each and looking at it afterwards. It
 * pays while near codes are rare; the few groups of codes that hold one are looked at again, one by one.
 */
final class Sieve {

    /** Codes that are looked at one by one where any of them may be near. */
    static final int GROUP = 32;

    /** With more near codes of one query in a block, measuring every distance of the next one is faster. */
    private static final int OFTEN = 2;

    /**
     * Queries a pass for codes of one word. Four are the fastest on JDK 17; JDK 25 makes no vector instructions of that
     * loop where it is inlined (0.6 instead of 0.12 ns a distance), and is as fast with two.
     */
    private static final int SHORT_CODES = Runtime.version().feature() < 21 ? 4 : 2;

    private static final int[] NONE = new int[Block.SIZE];

    private final Block block;
    private final int wordsPerCode;
    private final int width;
    private final int[] queries;
    private final long[] queryWords;
    /** Minus the limit of each query: what is added to a distance is negative where the code is near. */
    private final int[] limits;

    /** How many near codes each query had in the last block. */
    private final int[] nearCodes;

    private final int farthest;
    private final int[] near = new int[Block.SIZE];

    /**
     * A sieve for these queries.
     *
     * @param queryWords the words of all queries, one after the other
     */
    Sieve(Block block, int bits, long... queryWords) {
        this.block = block;
        this.queryWords = queryWords;
        wordsPerCode = (bits + 63) / 64;
        farthest = bits;
        width = wordsPerCode == 1 ? SHORT_CODES : wordsPerCode == 2 ? 2 : 0;
        queries = new int[2 * queryWords.length];
        for (int w = 0; w < queryWords.length; w++) {
            queries[2 * w] = (int) queryWords[w];
            queries[2 * w + 1] = (int) (queryWords[w] >>> 32);
        }
        limits = new int[queryWords.length / wordsPerCode];
        nearCodes = new int[limits.length];
    }

    /** How many queries pass together; 0 for codes of a length that has no sieve. */
    int width() {
        return width;
    }

    /** Query {@code q} had {@code count} near codes here, and from now on a code must be nearer than {@code limit}. */
    void near(int q, int limit, int count) {
        limits[q] = -limit;
        nearCodes[q] += count;
    }

    /** The distances of query {@code q} to this block are measured without the sieve. */
    void measured(int q) {
        nearCodes[q] = 0;
    }

    /** Whether the queries {@code q} to {@code q + width} had better be sieved than measured. */
    boolean pays(int q) {
        if (width == 0 || q + width > limits.length) {
            return false;
        }
        for (int i = q; i < q + width; i++) {
            if (nearCodes[i] > OFTEN || -limits[i] > farthest) {
                return false;
            }
        }
        return true;
    }

    /** Fills {@link #near} with −1 where any of the queries from {@code q} on has a near code, and 0 elsewhere. */
    void pass(int q) {
        Arrays.fill(nearCodes, q, q + width, 0);
        int[][] columns = block.columns();
        if (width == 4) {
            four(columns[0], columns[1], queries, 2 * q, limits, q, near);
        } else if (wordsPerCode == 1) {
            pair(columns[0], columns[1], queries, 2 * q, limits, q, near);
        } else {
            two(columns[0], columns[1], columns[2], columns[3], queries, 4 * q, limits, q, near);
        }
    }

    /** The first group of codes at or behind {@code from} in which one is near; −1 if there is none. */
    int next(int from) {
        // an intrinsic, many numbers a step
        int next = Arrays.mismatch(near, from, Block.SIZE, NONE, from, Block.SIZE);
        return next < 0 ? -1 : from + next & -GROUP;
    }

    /** Where the group that starts at {@code from} ends. */
    int end(int from) {
        return Math.min(from + GROUP, block.count());
    }

    /** The distance from query {@code q} to code {@code i} of the block. */
    int distance(int q, int i) {
        return block.distance(queryWords, q * wordsPerCode, i);
    }

    private static void four(int[] low, int[] high, int[] q, int at, int[] limits, int l, int[] to) {
        int a0 = q[at];
        int a1 = q[at + 1];
        int b0 = q[at + 2];
        int b1 = q[at + 3];
        int c0 = q[at + 4];
        int c1 = q[at + 5];
        int d0 = q[at + 6];
        int d1 = q[at + 7];
        int a = limits[l];
        int b = limits[l + 1];
        int c = limits[l + 2];
        int d = limits[l + 3];
        for (int i = 0; i < to.length; i++) {
            int x = low[i];
            int y = high[i];
            to[i] = ((a + Integer.bitCount(x ^ a0) + Integer.bitCount(y ^ a1))
                            | (b + Integer.bitCount(x ^ b0) + Integer.bitCount(y ^ b1))
                            | (c + Integer.bitCount(x ^ c0) + Integer.bitCount(y ^ c1))
                            | (d + Integer.bitCount(x ^ d0) + Integer.bitCount(y ^ d1)))
                    >> 31;
        }
    }

    private static void pair(int[] low, int[] high, int[] q, int at, int[] limits, int l, int[] to) {
        int a0 = q[at];
        int a1 = q[at + 1];
        int b0 = q[at + 2];
        int b1 = q[at + 3];
        int a = limits[l];
        int b = limits[l + 1];
        for (int i = 0; i < to.length; i++) {
            int x = low[i];
            int y = high[i];
            to[i] = ((a + Integer.bitCount(x ^ a0) + Integer.bitCount(y ^ a1))
                            | (b + Integer.bitCount(x ^ b0) + Integer.bitCount(y ^ b1)))
                    >> 31;
        }
    }

    private static void two(
            int[] first, int[] second, int[] third, int[] fourth, int[] q, int at, int[] limits, int l, int[] to) {
        int a0 = q[at];
        int a1 = q[at + 1];
        int a2 = q[at + 2];
        int a3 = q[at + 3];
        int b0 = q[at + 4];
        int b1 = q[at + 5];
        int b2 = q[at + 6];
        int b3 = q[at + 7];
        int a = limits[l];
        int b = limits[l + 1];
        for (int i = 0; i < to.length; i++) {
            int w = first[i];
            int x = second[i];
            int y = third[i];
            int z = fourth[i];
            to[i] = ((a
                                    + Integer.bitCount(w ^ a0)
                                    + Integer.bitCount(x ^ a1)
                                    + Integer.bitCount(y ^ a2)
                                    + Integer.bitCount(z ^ a3))
                            | (b
                                    + Integer.bitCount(w ^ b0)
                                    + Integer.bitCount(x ^ b1)
                                    + Integer.bitCount(y ^ b2)
                                    + Integer.bitCount(z ^ b3)))
                    >> 31;
        }
    }
}
