package deephash.code;

import java.util.BitSet;

/**
 * Exact search by Hamming distance, on all cores. Results are ordered by distance, then by place in the database, so that
 * the same search always gives the same answer. Codes can be added and removed while others search; a place once given
 * stays, and is not given again.
 */
public final class HammingIndex {

    private volatile State state;

    private HammingIndex(HashCodes codes) {
        state = new State(codes, new BitSet());
    }

    /** What a search sees: never changes, is replaced as a whole. */
    private record State(HashCodes codes, BitSet removed) {}

    /**
     * An index over {@code codes}.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static HammingIndex of(HashCodes codes) {
        if (codes.size() == 0) {
            throw new IllegalArgumentException("There are no codes to search; hash a database first.");
        }
        return new HammingIndex(codes);
    }

    /** All codes that were ever in it, in their places. */
    public HashCodes codes() {
        return state.codes();
    }

    /** How many codes it holds. */
    public int size() {
        State now = state;
        return now.codes().size() - now.removed().cardinality();
    }

    /** The length of a code. */
    public int bits() {
        return state.codes().bits();
    }

    /**
     * Adds codes behind those that are there; labels and pictures stay if both have them.
     *
     * @throws IllegalArgumentException if their length is another
     */
    public synchronized void add(HashCodes more) {
        state = new State(state.codes().and(more), state.removed());
    }

    /**
     * Removes the codes in these places; a place that is empty already stays so.
     *
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public synchronized void remove(int... places) {
        BitSet removed = (BitSet) state.removed().clone();
        for (int place : places) {
            if (place < 0 || place >= state.codes().size()) {
                throw new IndexOutOfBoundsException("There are places 0 to "
                        + (state.codes().size() - 1) + " in this index, so there is no code " + place + " to remove.");
            }
            removed.set(place);
        }
        state = new State(state.codes(), removed);
    }

    /** Whether there is a code in this place, and it has not been removed. */
    public boolean has(int place) {
        State now = state;
        return place >= 0 && place < now.codes().size() && !now.removed().get(place);
    }

    /**
     * The {@code k} nearest codes; all of them, if there are fewer.
     *
     * @param k at least 1
     * @throws IllegalArgumentException if the query has another length
     */
    public Neighbours search(HashCode query, int k) {
        requirePositive(k);
        return run(HashCodes.of(query), k, Integer.MAX_VALUE).of(query);
    }

    /**
     * The {@code k} nearest codes to each of many.
     *
     * @param queries of the length of the codes
     * @param k at least 1
     * @return one result a query
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public BatchNeighbours search(HashCodes queries, int k) {
        requirePositive(k);
        return run(queries, k, Integer.MAX_VALUE);
    }

    /**
     * Hash lookup: every code that differs in at most {@code radius} bits.
     *
     * @param radius 0 to bits; 0 finds equal codes only
     */
    public Neighbours within(HashCode query, int radius) {
        requireRadius(radius);
        return run(HashCodes.of(query), Integer.MAX_VALUE, radius).of(query);
    }

    /** Hash lookup for each of many codes. */
    public BatchNeighbours within(HashCodes queries, int radius) {
        requireRadius(radius);
        return run(queries, Integer.MAX_VALUE, radius);
    }

    private BatchNeighbours run(HashCodes queries, int k, int radius) {
        State now = state;
        now.codes().requireSameBits(queries);
        Hits[] hits = Scan.run(
                queries,
                now.codes(),
                Math.min(k, now.codes().size()),
                Math.min(radius, bits()) + 1,
                now.removed().isEmpty() ? i -> false : now.removed()::get);
        return new BatchNeighbours(queries, now.codes(), hits);
    }

    private static void requirePositive(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("A search finds at least 1 neighbour, not " + k + ".");
        }
    }

    private void requireRadius(int radius) {
        if (radius < 0) {
            throw new IllegalArgumentException("A radius is 0 to " + bits() + ", not " + radius + ".");
        }
    }

    @Override
    public String toString() {
        return "Exact Hamming index over " + size() + " codes of " + bits() + " bits";
    }
}
