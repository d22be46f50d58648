package deephash.code.search;

import deephash.code.HashCode;
import deephash.code.HashCodes;

/**
 * Exact search by Hamming distance. Results are ordered by distance, then by place in the database, so that the same
 * search always gives the same answer, whichever index gives it: {@link HammingIndex} looks at every code, {@link
 * MultiIndex} only at those that could be near enough.
 */
public abstract sealed class CodeIndex permits HammingIndex, MultiIndex {

    CodeIndex() {}

    /** All codes that were ever in it, in their places. */
    public abstract HashCodes codes();

    /** How many codes it holds. */
    public abstract int size();

    /** The length of a code. */
    public int bits() {
        return codes().bits();
    }

    /**
     * The {@code k} nearest codes; all of them, if there are fewer.
     *
     * @param query of the same length
     * @param k at least 1
     * @return nearest first, equally near ones in the order of the database
     * @throws IllegalArgumentException if the query has another length
     */
    public Neighbours search(HashCode query, int k) {
        requirePositive(k);
        return run(HashCodes.of(query), k, bits()).of(query);
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
        return run(queries, k, bits());
    }

    /**
     * Hash lookup: every code that differs in at most {@code radius} bits.
     *
     * @param query of the same length
     * @param radius at least 0, which finds equal codes only; from bits on, all are found
     * @return nearest first, equally near ones in the order of the database
     * @throws IllegalArgumentException if the query has another length, or the radius is negative
     */
    public Neighbours within(HashCode query, int radius) {
        requireRadius(radius);
        return run(HashCodes.of(query), Integer.MAX_VALUE, radius).of(query);
    }

    /**
     * Hash lookup for each of many codes.
     *
     * @param queries of the same length
     * @param radius in bits, 0 or more
     * @return nearest first, equally near ones in the order of the database
     */
    public BatchNeighbours within(HashCodes queries, int radius) {
        requireRadius(radius);
        return run(queries, Integer.MAX_VALUE, radius);
    }

    /** The {@code k} nearest codes within {@code radius}, for queries that may still be of another length. */
    abstract BatchNeighbours run(HashCodes queries, int k, int radius);

    private static void requirePositive(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("A search finds at least 1 neighbour, not " + k + ".");
        }
    }

    private void requireRadius(int radius) {
        if (radius < 0) {
            throw new IllegalArgumentException("A radius is at least 0, not " + radius + ".");
        }
    }

    static HashCodes requireSome(HashCodes codes) {
        if (codes.size() == 0) {
            throw new IllegalArgumentException("There are no codes to search; hash a database first.");
        }
        return codes;
    }
}
