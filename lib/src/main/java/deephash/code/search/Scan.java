package deephash.code.search;

import deephash.code.HashCodes;
import deephash.progress.Parallel;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Passes every query by every code of a database, on all cores. A task takes some queries and a part of the database;
 * with few queries and a large database, the database is what is divided.
 */
final class Scan {

    private static final int MOST_QUERIES = 128;
    private static final int CODES_WORTH_DIVIDING = 1 << 16;

    private Scan() {}

    /**
     * The {@code k} nearest codes to each query that differ in less than {@code limit} bits.
     *
     * @param removed which codes to pass over
     */
    static Hits[] run(HashCodes queries, HashCodes database, int k, int limit, BitSet removed) {
        int cores = Runtime.getRuntime().availableProcessors();
        int group = Math.max(1, Math.min(MOST_QUERIES, (queries.size() + 4 * cores - 1) / (4 * cores)));
        int groups = (queries.size() + group - 1) / group;
        int parts = groups >= 2 * cores ? 1 : Math.max(1, Math.min(2 * cores, database.size() / CODES_WORTH_DIVIDING));
        int blocks = (database.size() + Block.SIZE - 1) / Block.SIZE;
        NearestSoFar[][] found = new NearestSoFar[parts > 1 ? parts : 0][queries.size()];
        Hits[] hits = new Hits[queries.size()];
        Parallel.chunks("Searching", "parts", groups * parts, 1, (task, next) -> {
            int part = task % parts;
            int first = task / parts * group;
            int last = Math.min(queries.size(), first + group);
            int start = (int) ((long) blocks * part / parts) * Block.SIZE;
            int end = (int) Math.min(database.size(), (long) blocks * (part + 1) / parts * Block.SIZE);
            NearestSoFar[] own = new NearestSoFar[last - first];
            Arrays.setAll(own, q -> new NearestSoFar(database.bits(), k, limit));
            pass(queries, first, own, database, start, end, removed);
            for (int q = first; q < last; q++) {
                if (parts > 1) {
                    found[part][q] = own[q - first];
                } else {
                    hits[q] = own[q - first].sorted();
                }
            }
        });
        for (int q = 0; parts > 1 && q < hits.length; q++) {
            for (int part = 1; part < parts; part++) {
                found[0][q].addAll(found[part][q]);
            }
            hits[q] = found[0][q].sorted();
        }
        return hits;
    }

    private static void pass(
            HashCodes queries,
            int first,
            NearestSoFar[] found,
            HashCodes database,
            int start,
            int end,
            BitSet removed) {
        int perCode = database.wordsPerCode();
        long[] query = new long[found.length * perCode];
        queries.words().copy((long) first * perCode, query, query.length);
        Block block = new Block(perCode);
        Sieve sieve = new Sieve(block, database.bits(), query);
        for (int q = 0; q < found.length; q++) {
            sieve.near(q, found[q].limit(), 0);
        }
        int[] near = new int[Block.SIZE + 1];
        for (int from = start; from < end; from += Block.SIZE) {
            block.load(database.words(), from, Math.min(Block.SIZE, end - from));
            int q = 0;
            while (q < found.length) {
                if (sieve.pays(q)) {
                    sift(sieve, q, from, found, removed);
                    q += sieve.width();
                } else {
                    block.measure(query, q * perCode);
                    sieve.measured(q);
                    int count = collect(block, from, found[q], removed, near);
                    sieve.near(q, found[q].limit(), count);
                    q++;
                }
            }
        }
    }

    /** Looks only where one of some queries has a near code. */
    private static void sift(Sieve sieve, int first, int from, NearestSoFar[] found, BitSet removed) {
        int last = first + sieve.width();
        sieve.pass(first);
        for (int group = sieve.next(0); group >= 0; group = sieve.next(group + Sieve.GROUP)) {
            int end = sieve.end(group);
            for (int q = first; q < last; q++) {
                int limit = found[q].limit();
                int near = 0;
                for (int i = group; i < end; i++) {
                    int distance = sieve.distance(q, i);
                    if (distance < limit && !removed.get(from + i)) {
                        found[q].add(from + i, distance);
                        near++;
                    }
                }
                if (near > 0) {
                    found[q].settle();
                    sieve.near(q, found[q].limit(), near);
                }
            }
        }
    }

    /** Looks at every distance of one query; says how many were near. */
    private static int collect(Block block, int from, NearestSoFar found, BitSet removed, int[] near) {
        int limit = found.isEmpty() && removed.isEmpty()
                ? Math.min(found.limit(), block.limitFor(found.wanted()))
                : found.limit();
        int count = block.below(limit, near);
        for (int i = 0; i < count; i++) {
            if (!removed.get(from + near[i])) {
                found.add(from + near[i], block.distances[near[i]]);
            }
        }
        found.settle();
        return count;
    }
}
