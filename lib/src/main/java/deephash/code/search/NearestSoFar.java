package deephash.code.search;

import java.util.Arrays;

/**
 * What one query has found so far, in the order of the database. Distances are small integers, so that a count for each
 * says at any time how near a code must be to matter still.
 */
final class NearestSoFar {

    private final int k;
    private final int[] atDistance;
    /** Distance in the upper half, index in the lower. */
    private long[] codes;

    private int size;
    /** How many of those found are nearer than {@link #limit}. */
    private int nearer;

    private int limit;

    /** For the {@code k} nearest, or all nearer than {@code limit} if k is the size of the database. */
    NearestSoFar(int bits, int k, int limit) {
        this.k = k;
        this.limit = limit;
        atDistance = new int[bits + 1];
        // random codes bring about k · ln(size / k) candidates, so the arrays seldom have to grow
        codes = new long[(int) Math.min(4096, 8L * k + 64)];
    }

    /** A code matters only if it is nearer than this: later codes lose against equally near ones. */
    int limit() {
        return limit;
    }

    /** How many are wanted. */
    int wanted() {
        return k;
    }

    /** Whether nothing is found yet. */
    boolean isEmpty() {
        return size == 0;
    }

    /** Takes a code that is nearer than {@link #limit()} was when last settled; indices come in rising order. */
    void add(int index, int distance) {
        if (size == codes.length) {
            makeRoom();
        }
        codes[size++] = (long) distance << 32 | index;
        atDistance[distance]++;
        nearer++;
    }

    /** Finds the limit anew after some codes were added. */
    void settle() {
        while (nearer >= k) {
            limit--;
            nearer -= atDistance[limit];
        }
    }

    /** Drops what is farther than the limit; grows only if that leaves it more than half full. */
    private void makeRoom() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (distance(i) <= limit) {
                codes[kept++] = codes[i];
            }
        }
        size = kept;
        if (kept > codes.length / 2) {
            codes = Arrays.copyOf(codes, 2 * codes.length);
        }
    }

    private int distance(int i) {
        return (int) (codes[i] >>> 32);
    }

    /** Takes what another part of the database, which lies after this one, has found. */
    void addAll(NearestSoFar later) {
        for (int i = 0; i < later.size; i++) {
            if (later.distance(i) < limit) {
                add((int) later.codes[i], later.distance(i));
                settle();
            }
        }
    }

    /** The {@code k} nearest of what was taken, by a counting sort. */
    Hits sorted() {
        int[] place = new int[atDistance.length + 1];
        for (int i = 0; i < size; i++) {
            place[distance(i) + 1]++;
        }
        for (int d = 1; d < place.length; d++) {
            place[d] += place[d - 1];
        }
        Hits hits = new Hits(new int[Math.min(k, size)], new int[Math.min(k, size)]);
        for (int i = 0; i < size; i++) {
            int at = place[distance(i)]++;
            if (at < k) {
                hits.indices()[at] = (int) codes[i];
                hits.distances()[at] = distance(i);
            }
        }
        return hits;
    }
}
