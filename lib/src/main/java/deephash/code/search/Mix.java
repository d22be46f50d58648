package deephash.code.search;

/** Spreads the bits of a word, so that the upper bits of the result depend on all of them. */
final class Mix {

    private Mix() {}

    /** The finalizer of SplittableRandom (Steele, Lea and Flood, 2014), without its last step: a permutation. */
    static long of(long word) {
        long mixed = (word ^ word >>> 30) * 0xbf58476d1ce4e5b9L;
        return (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    }
}
