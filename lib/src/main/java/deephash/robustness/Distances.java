package deephash.robustness;

import deephash.code.HashCodes;
import deephash.hash.Matching;
import deephash.progress.Parallel;
import java.util.List;

/**
 * The distances of one member of a matcher, counted over all pairs.
 *
 * @param bits the largest distance there can be
 * @param genuine for each manipulation and photo the distance between the photo and its own copy
 * @param impostors for each manipulation (the first are the originals among themselves) how many pairs of different
 *     photos have each distance, 0 to bits
 * @param halves the same summed over all manipulations, for pairs of photos with even places and with odd places
 */
record Distances(int bits, int[][] genuine, long[][] impostors, long[][] halves) {

    /**
     * Compares every original with every copy of every other, and the originals with each other.
     *
     * @param codes for each look the codes of the originals and of each manipulation
     */
    static Distances of(Matching.Member member, List<List<HashCodes>> codes) {
        int versions = codes.get(0).size();
        int photos = codes.get(0).get(0).size();
        int bits = member.hasher().bits();
        Distances all =
                new Distances(bits, new int[versions - 1][photos], new long[versions][bits + 1], new long[2][bits + 1]);
        Parallel.chunks("Comparing all pairs", "photos", photos, 32, (from, to) -> {
            Distances part = new Distances(bits, all.genuine, new long[versions][bits + 1], new long[2][bits + 1]);
            int[] least = new int[photos];
            int[] row = new int[photos];
            for (int i = from; i < to; i++) {
                for (int version = 0; version < versions; version++) {
                    least(member, codes, version, i, least, row);
                    part.count(version, i, least);
                }
            }
            synchronized (all) {
                add(part.impostors, all.impostors);
                add(part.halves, all.halves);
            }
        });
        return all;
    }

    private static void least(
            Matching.Member member, List<List<HashCodes>> codes, int version, int i, int[] least, int[] row) {
        java.util.Arrays.fill(least, Integer.MAX_VALUE);
        for (Matching.Pair pair : member.pairs()) {
            codes.get(pair.second())
                    .get(version)
                    .distances(codes.get(pair.first()).get(0), i, row);
            for (int j = 0; j < row.length; j++) {
                least[j] = Math.min(least[j], row[j]);
            }
        }
    }

    private void count(int version, int i, int[] distances) {
        // originals among themselves: each pair once
        for (int j = version == 0 ? i + 1 : 0; j < distances.length; j++) {
            if (i != j) {
                impostors[version][distances[j]]++;
                if (i % 2 == j % 2) {
                    halves[i % 2][distances[j]]++;
                }
            }
        }
        if (version > 0) {
            genuine[version - 1][i] = distances[i];
        }
    }

    private static void add(long[][] from, long[][] to) {
        for (int r = 0; r < to.length; r++) {
            for (int d = 0; d < to[r].length; d++) {
                to[r][d] += from[r][d];
            }
        }
    }

    /** How many pairs of different photos have each distance. */
    long[] allImpostors() {
        long[] sum = new long[bits + 1];
        for (long[] version : impostors) {
            for (int d = 0; d <= bits; d++) {
                sum[d] += version[d];
            }
        }
        return sum;
    }

    /** The largest distance that at most a share of the pairs lie within; −1 if not even 0 does. */
    static int threshold(long[] counts, double rate) {
        long total = java.util.Arrays.stream(counts).sum();
        long within = 0;
        int threshold = -1;
        for (int d = 0; d < counts.length; d++) {
            within += counts[d];
            if (within > rate * total) {
                return threshold;
            }
            threshold = d;
        }
        return threshold;
    }

    /** The share of pairs within a distance. */
    static double share(long[] counts, int threshold) {
        long within = 0;
        for (int d = 0; d <= threshold; d++) {
            within += counts[d];
        }
        return (double) within / Math.max(1, java.util.Arrays.stream(counts).sum());
    }
}
