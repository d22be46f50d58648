package deephash.model;

/** The one rule on d. */
final class Bits {

    private Bits() {}

    static void require(int bits) {
        if (bits < 1) {
            throw new IllegalArgumentException(
                    "A code has at least 1 bit, not " + bits + "; usual are 16, 32, 64 and 128.");
        }
    }
}
