package deephash.code.search;

import deephash.code.HashCodes;

/**
 * Some neighbouring bits of a code, as a number.
 *
 * @param from the first bit
 * @param width how many, 1 to 31
 */
record Substring(int from, int width) {

    static Substring between(int from, int to) {
        return new Substring(from, to - from);
    }

    int of(HashCodes codes, int index) {
        int word = from / 64;
        int shift = from % 64;
        long bits = codes.wordAt(index, word) >>> shift;
        if (shift + width > 64) {
            bits |= codes.wordAt(index, word + 1) << (64 - shift);
        }
        return (int) (bits & (1L << width) - 1);
    }

    /** The binomial coefficient n over k. */
    static double choose(int n, int k) {
        double ways = 1;
        for (int i = 1; i <= k; i++) {
            ways = ways * (n - k + i) / i;
        }
        return Math.rint(ways);
    }
}
