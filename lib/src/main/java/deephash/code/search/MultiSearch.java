package deephash.code.search;

import deephash.code.HashCodes;
import java.util.Arrays;

/** One query's way through the tables of a {@link MultiIndex}: radii grow until enough is found. */
final class MultiSearch {

    /** Nanoseconds: to come to a list, to look at a code in it, and to measure one distance of a word in a scan. */
    private static final double LIST = 30;

    private static final double LOOK = 1.5;
    private static final double SCAN = 0.12;

    private final HashCodes codes;
    private final SubstringTable[] tables;
    private final HashCodes queries;
    private final int query;
    private final int k;
    private final int radius;
    private final int[] parts;
    private final double budget;
    private double spent;

    private final int[] atDistance;
    /** Distance in the upper half, place in the lower. */
    private long[] found;

    private int size;
    /** How many of those found are within {@link #limit}. */
    private int within;

    /** Codes farther than this are not among the k nearest. */
    private int limit;

    MultiSearch(HashCodes codes, SubstringTable[] tables, HashCodes queries, int query, int k, int radius) {
        this.codes = codes;
        this.tables = tables;
        this.queries = queries;
        this.query = query;
        this.k = k;
        this.radius = radius;
        parts = Arrays.stream(tables)
                .mapToInt(table -> table.substring().of(queries, query))
                .toArray();
        budget = SCAN * codes.size() * codes.wordsPerCode();
        atDistance = new int[codes.bits() + 1];
        found = new long[(int) Math.min(256, 2L * k + 16)];
        limit = radius;
    }

    /** False if every code had better be looked at. */
    boolean run() {
        for (int r = 0; r <= radius; r++) {
            int t = r % tables.length;
            int flips = r / tables.length;
            int width = tables[t].substring().width();
            if (flips <= width) {
                double lists = Substring.choose(width, flips);
                double ahead = lists * (LIST + LOOK * codes.size() / Math.pow(2, width));
                if (spent + ahead > budget || !explore(t, flips)) {
                    return false;
                }
            }
            // now every code within r is found
            if (within >= k && limit <= r) {
                break;
            }
        }
        return true;
    }

    /** All values that differ from the query's substring t in exactly {@code flips} bits, by Gosper's hack. */
    private boolean explore(int t, int flips) {
        long end = 1L << tables[t].substring().width();
        long mask = (1L << flips) - 1;
        while (mask < end) {
            look(t, flips, parts[t] ^ (int) mask);
            if (mask == 0) {
                break;
            }
            // a list may be much longer than was to be expected
            if (spent > 2 * budget) {
                return false;
            }
            long low = mask & -mask;
            long carried = mask + low;
            mask = carried | ((mask ^ carried) >>> 2) / low;
        }
        return true;
    }

    private void look(int t, int flips, int value) {
        SubstringTable table = tables[t];
        int start = table.start(value);
        int end = table.start(value + 1);
        long word = queries.wordAt(query, table.wordIndex());
        for (int p = start; p < end; p++) {
            if (Long.bitCount(table.word(p) ^ word) <= limit) {
                consider(table.place(p), t, flips);
            }
        }
        spent += LIST + LOOK * (end - start);
    }

    private void consider(int place, int t, int flips) {
        int distance = codes.distanceAt(place, queries, query);
        if (distance > limit || !isNew(place, t, flips)) {
            return;
        }
        if (size == found.length) {
            makeRoom();
        }
        found[size++] = (long) distance << 32 | place;
        atDistance[distance]++;
        within++;
        // codes at the limit itself still matter: the lower place wins
        while (within - atDistance[limit] >= k) {
            within -= atDistance[limit--];
        }
    }

    /** Drops what is beyond the limit; grows only if that leaves it more than half full. */
    private void makeRoom() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (found[i] >>> 32 <= limit) {
                found[kept++] = found[i];
            }
        }
        size = kept;
        if (kept > found.length / 2) {
            found = Arrays.copyOf(found, 2 * found.length);
        }
    }

    /** Whether no table has shown this code before: none of fewer flips, and none before t of as many. */
    private boolean isNew(int place, int t, int flips) {
        for (int s = 0; s < tables.length; s++) {
            if (s != t) {
                int differ = Integer.bitCount(tables[s].substring().of(codes, place) ^ parts[s]);
                if (differ < flips || (differ == flips && s < t)) {
                    return false;
                }
            }
        }
        return true;
    }

    Hits sorted() {
        Arrays.sort(found, 0, size);
        int count = Math.min(k, size);
        Hits hits = new Hits(new int[count], new int[count]);
        for (int i = 0; i < count; i++) {
            hits.indices()[i] = (int) found[i];
            hits.distances()[i] = (int) (found[i] >>> 32);
        }
        return hits;
    }
}
