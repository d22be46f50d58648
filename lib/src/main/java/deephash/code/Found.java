package deephash.code;

import java.util.Arrays;

/**
 * What one query has found so far, in the order of the database. Distances are small integers, so that a count for each
 * says at any time how near a code must be to matter still.
 */
final class Found {

    private final int k;
    private final int[] atDistance;
    private int[] indices;
    private int[] distances;
    private int size;
    /** How many of those found are nearer than {@link #limit}. */
    private int nearer;

    private int limit;

    /** For the {@code k} nearest, or all nearer than {@code limit} if k is the size of the database. */
    Found(int bits, int k, int limit) {
        this.k = k;
        this.limit = limit;
        atDistance = new int[bits + 1];
        int room = (int) Math.min(1024, 2L * k + 64);
        indices = new int[room];
        distances = new int[room];
    }

    /** A code matters only if it is nearer than this: later codes lose against equally near ones. */
    int limit() {
        return limit;
    }

    /** Takes a code that is nearer than {@link #limit()}; indices come in rising order. */
    void add(int index, int distance) {
        if (size == indices.length) {
            makeRoom();
        }
        indices[size] = index;
        distances[size++] = distance;
        atDistance[distance]++;
        nearer++;
        while (nearer >= k) {
            limit--;
            nearer -= atDistance[limit];
        }
    }

    /** Drops what is farther than the limit; grows only if that leaves it more than half full. */
    private void makeRoom() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (distances[i] <= limit) {
                indices[kept] = indices[i];
                distances[kept++] = distances[i];
            }
        }
        size = kept;
        if (kept > indices.length / 2) {
            indices = Arrays.copyOf(indices, 2 * indices.length);
            distances = Arrays.copyOf(distances, 2 * distances.length);
        }
    }

    /** Takes what another part of the database, which lies after this one, has found. */
    void addAll(Found later) {
        for (int i = 0; i < later.size; i++) {
            if (later.distances[i] < limit) {
                add(later.indices[i], later.distances[i]);
            }
        }
    }

    /** The {@code k} nearest of what was taken, by a counting sort. */
    Hits sorted() {
        int[] place = new int[atDistance.length + 1];
        for (int i = 0; i < size; i++) {
            place[distances[i] + 1]++;
        }
        for (int d = 1; d < place.length; d++) {
            place[d] += place[d - 1];
        }
        Hits hits = new Hits(new int[Math.min(k, size)], new int[Math.min(k, size)]);
        for (int i = 0; i < size; i++) {
            int at = place[distances[i]]++;
            if (at < k) {
                hits.indices()[at] = indices[i];
                hits.distances()[at] = distances[i];
            }
        }
        return hits;
    }
}
