package deephash.code;

import deephash.progress.Parallel;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Multi-index hashing (Norouzi, Punjani and Fleet, 2012): exact search that does not look at every code. Codes are cut
 * into m substrings with a table each; codes within radius a·m + b of a query agree with it in substrings 0 to b up to a
 * bits, or in one of the others up to a − 1 bits. Radii grow until enough is found. Where that would cost more than
 * looking at every code, every code is looked at: at small radii it is faster by orders of magnitude, at large ones it is
 * no worse.
 */
public final class MultiIndex extends CodeIndex {

    private static final int QUERIES_A_CHUNK = 16;
    /** A lookup of all codes among themselves within this part of the bits is done as a whole, by {@link CodePairs}. */
    private static final int JOINED = 8;
    /** A table of 2^20 lists takes 4 MB. */
    private static final int WIDEST = 20;

    private final HashCodes codes;
    private final Substring[] substrings;
    private final int[][] starts;
    private final int[][] places;

    private MultiIndex(HashCodes codes, Substring... substrings) {
        this.codes = codes;
        this.substrings = substrings;
        starts = new int[substrings.length][];
        places = new int[substrings.length][codes.size()];
        Parallel.chunks("Indexing", "substrings", substrings.length, 1, (from, to) -> fill(from));
    }

    /** A counting sort of the codes by their substring {@code t}. */
    private void fill(int t) {
        int[] start = new int[(1 << substrings[t].width()) + 1];
        for (int i = 0; i < codes.size(); i++) {
            start[substrings[t].of(codes, i) + 1]++;
        }
        for (int v = 1; v < start.length; v++) {
            start[v] += start[v - 1];
        }
        int[] next = start.clone();
        for (int i = 0; i < codes.size(); i++) {
            places[t][next[substrings[t].of(codes, i)]++] = i;
        }
        starts[t] = start;
    }

    /**
     * An index over {@code codes} with substrings about as long as the number of codes wants: log2(size) bits.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static MultiIndex of(HashCodes codes) {
        requireSome(codes);
        int width = Math.max(1, Math.min(WIDEST, (int) Math.round(Math.log(codes.size()) / Math.log(2))));
        return of(codes, (codes.bits() + width - 1) / width);
    }

    /**
     * An index with a given number of substrings.
     *
     * @param substrings m: such that none is longer than 20 bits, nor empty
     * @throws IllegalArgumentException if there are no codes, or m is not possible
     */
    public static MultiIndex of(HashCodes codes, int substrings) {
        requireSome(codes);
        int bits = codes.bits();
        int least = (bits + WIDEST - 1) / WIDEST;
        if (substrings < least || substrings > bits) {
            throw new IllegalArgumentException("Codes of " + bits + " bits are cut into " + least + " to " + bits
                    + " substrings of at most " + WIDEST + " bits, not into " + substrings + ".");
        }
        return new MultiIndex(
                codes,
                IntStream.range(0, substrings)
                        .mapToObj(t -> Substring.between(
                                (int) ((long) bits * t / substrings), (int) ((long) bits * (t + 1) / substrings)))
                        .toArray(Substring[]::new));
    }

    @Override
    public HashCodes codes() {
        return codes;
    }

    @Override
    public int size() {
        return codes.size();
    }

    @Override
    BatchNeighbours run(HashCodes queries, int k, int radius) {
        codes.requireSameBits(queries);
        int most = Math.min(k, codes.size());
        int limit = Math.min(radius, bits());
        if (queries.words() == codes.words() && most == codes.size() && limit <= bits() / JOINED) {
            return new BatchNeighbours(
                    queries, codes, CodePairs.within(codes, limit).hits());
        }
        Hits[] hits = new Hits[queries.size()];
        boolean[] costly = new boolean[queries.size()];
        Parallel.chunks("Searching", "queries", queries.size(), QUERIES_A_CHUNK, (from, to) -> {
            for (int q = from; q < to; q++) {
                Search search = new Search(queries, q, most, limit);
                if (search.run()) {
                    hits[q] = search.sorted();
                } else {
                    costly[q] = true;
                }
            }
        });
        int[] rest = IntStream.range(0, hits.length).filter(q -> costly[q]).toArray();
        if (rest.length > 0) {
            Hits[] scanned = Scan.run(queries.select(rest), codes, most, limit + 1, new BitSet());
            for (int i = 0; i < rest.length; i++) {
                hits[rest[i]] = scanned[i];
            }
        }
        return new BatchNeighbours(queries, codes, hits);
    }

    /** One query's way through the tables. */
    private final class Search {
        private final HashCodes queries;
        private final int query;
        private final int k;
        private final int radius;
        private final int[] parts;
        private final int[] atDistance = new int[bits() + 1];
        private final LongStream.Builder found = LongStream.builder();
        private long looked;

        Search(HashCodes queries, int query, int k, int radius) {
            this.queries = queries;
            this.query = query;
            this.k = k;
            this.radius = radius;
            parts = Arrays.stream(substrings)
                    .mapToInt(s -> s.of(queries, query))
                    .toArray();
        }

        /** False if every code had better be looked at. */
        boolean run() {
            int complete = 0;
            for (int r = 0; r <= radius; r++) {
                int t = r % substrings.length;
                int flips = r / substrings.length;
                int width = substrings[t].width();
                if (flips <= width) {
                    looked += (long) Math.min(Substring.choose(width, flips), Integer.MAX_VALUE);
                    if (looked > codes.size()) {
                        return false;
                    }
                    explore(t, flips);
                }
                // now every code within r is found
                complete += atDistance[r];
                if (complete >= k) {
                    break;
                }
            }
            return true;
        }

        /** All values that differ from the query's substring t in exactly {@code flips} bits, by Gosper's hack. */
        private void explore(int t, int flips) {
            long end = 1L << substrings[t].width();
            long mask = (1L << flips) - 1;
            while (mask < end) {
                look(t, flips, parts[t] ^ (int) mask);
                if (mask == 0) {
                    break;
                }
                long low = mask & -mask;
                long carried = mask + low;
                mask = carried | ((mask ^ carried) >>> 2) / low;
            }
        }

        private void look(int t, int flips, int value) {
            int end = starts[t][value + 1];
            for (int p = starts[t][value]; p < end; p++) {
                looked++;
                int place = places[t][p];
                if (isNew(place, t, flips)) {
                    int distance = codes.distanceAt(place, queries, query);
                    if (distance <= radius) {
                        found.add((long) distance << 32 | place);
                        atDistance[distance]++;
                    }
                }
            }
        }

        /** Whether no table has shown this code before: none of fewer flips, and none before t of as many. */
        private boolean isNew(int place, int t, int flips) {
            for (int s = 0; s < substrings.length; s++) {
                if (s != t) {
                    int differ = Integer.bitCount(substrings[s].of(codes, place) ^ parts[s]);
                    if (differ < flips || (differ == flips && s < t)) {
                        return false;
                    }
                }
            }
            return true;
        }

        Hits sorted() {
            long[] order = found.build().sorted().limit(k).toArray();
            return new Hits(
                    Arrays.stream(order).mapToInt(f -> (int) f).toArray(),
                    Arrays.stream(order).mapToInt(f -> (int) (f >>> 32)).toArray());
        }
    }

    @Override
    public String toString() {
        return "Exact multi-index over " + size() + " codes of " + bits() + " bits, in " + substrings.length
                + " substrings of about " + substrings[0].width() + " bits";
    }
}
