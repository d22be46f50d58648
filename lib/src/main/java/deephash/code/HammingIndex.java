package deephash.code;

import java.util.ArrayList;
import java.util.List;

/**
 * Exact search by Hamming distance. Results are ordered by distance, then by place in the database, so that the same
 * search always gives the same answer.
 */
public final class HammingIndex {

    private final HashCodes codes;

    private HammingIndex(HashCodes codes) {
        this.codes = codes;
    }

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

    /** What is searched. */
    public HashCodes codes() {
        return codes;
    }

    /** How many codes it holds. */
    public int size() {
        return codes.size();
    }

    /** The length of a code. */
    public int bits() {
        return codes.bits();
    }

    /**
     * The {@code k} nearest codes; all of them, if there are fewer.
     *
     * @param k at least 1
     * @throws IllegalArgumentException if the query has another length
     */
    public Neighbours search(HashCode query, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("A search finds at least 1 neighbour, not " + k + ".");
        }
        int[] distances = distances(query);
        int[] atDistance = new int[bits() + 1];
        for (int d : distances) {
            atDistance[d]++;
        }
        int radius = 0;
        for (int found = atDistance[0]; found < k && radius < bits(); ) {
            found += atDistance[++radius];
        }
        return collect(query, distances, radius, Math.min(k, size()));
    }

    /**
     * Hash lookup: every code that differs in at most {@code radius} bits.
     *
     * @param radius 0 to bits; 0 finds equal codes only
     */
    public Neighbours within(HashCode query, int radius) {
        if (radius < 0) {
            throw new IllegalArgumentException("A radius is 0 to " + bits() + ", not " + radius + ".");
        }
        return collect(query, distances(query), Math.min(radius, bits()), size());
    }

    private int[] distances(HashCode query) {
        int[] distances = new int[size()];
        codes.distances(HashCodes.of(query), 0, distances);
        return distances;
    }

    private Neighbours collect(HashCode query, int[] distances, int radius, int limit) {
        List<List<Neighbour>> byDistance = new ArrayList<>();
        for (int d = 0; d <= radius; d++) {
            byDistance.add(new ArrayList<>());
        }
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] <= radius) {
                byDistance.get(distances[i]).add(new Neighbour(i, distances[i]));
            }
        }
        List<Neighbour> found =
                byDistance.stream().flatMap(List::stream).limit(limit).toList();
        return new Neighbours(query, codes, found);
    }

    @Override
    public String toString() {
        return "Exact Hamming index over " + size() + " codes of " + bits() + " bits";
    }
}
