package deephash.baseline;

import java.util.function.IntPredicate;

/** Codes written bit by bit. */
final class Codes {

    private Codes() {}

    static long[] of(int bits, IntPredicate bit) {
        long[] words = new long[(bits + 63) / 64];
        for (int j = 0; j < bits; j++) {
            if (bit.test(j)) {
                words[j / 64] |= 1L << (j % 64);
            }
        }
        return words;
    }
}
