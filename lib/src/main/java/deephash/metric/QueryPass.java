package deephash.metric;

import java.util.Arrays;

/** One query's walk over the database. Keeps its buffers, so that a thread uses one for many queries. */
final class QueryPass {

    private final Levels.Reader levels;
    private final Relevance relevance;
    private final TieSums ties;
    private final int[] cutoffs;
    private final int[] ranks;
    private final int[] distances;
    private final byte[] relevant;
    /**
     * Items and relevant items at each distance, which is a level of {@link Levels}: [2d + 1] counts the relevant ones,
     * [2d] the others.
     */
    private final int[] atDistance;

    private final int[] place;
    private final byte[] ranked;

    QueryPass(
            Levels.Reader levels,
            int items,
            int levelCount,
            Relevance relevance,
            TieSums ties,
            int[] cutoffs,
            int[] ranks) {
        this.levels = levels;
        this.relevance = relevance;
        this.ties = ties;
        this.cutoffs = cutoffs;
        this.ranks = ranks;
        distances = new int[items];
        relevant = new byte[items];
        ranked = new byte[items];
        atDistance = new int[2 * levelCount];
        place = new int[levelCount];
    }

    void run(int query, PerQuery results, Curves curves) {
        levels.fill(query, distances);
        relevance.fill(query, relevant);
        Arrays.fill(atDistance, 0);
        for (int j = 0; j < distances.length; j++) {
            atDistance[2 * distances[j] + relevant[j]]++;
        }
        int total = 0;
        for (int d = 0; d < place.length; d++) {
            total += atDistance[2 * d + 1];
        }
        curves.addRadii(atDistance, total);
        nearest(query, results);
        if (total == 0) {
            results.withoutRelevant(query);
            return;
        }
        curves.addRanks(atDistance, ranks, total);
        byLevel(query, total, results);
        stable(query, total, results);
    }

    /** The class of the nearest item, and how likely it is right if ties are broken at random. */
    private void nearest(int query, PerQuery results) {
        if (!relevance.isSingle()) {
            return;
        }
        int d = 0;
        while (atDistance[2 * d] + atDistance[2 * d + 1] == 0) {
            d++;
        }
        int first = 0;
        while (distances[first] != d) {
            first++;
        }
        results.given[query] = relevance.database.classOf(first);
        results.expectedRight[query] = (double) atDistance[2 * d + 1] / (atDistance[2 * d] + atDistance[2 * d + 1]);
    }

    /** All readings but the stable one need only the counts at each distance. */
    private void byLevel(int query, int total, PerQuery results) {
        int before = 0;
        int hits = 0;
        int c = 0;
        double tieAware = 0;
        double optimistic = 0;
        double pessimistic = 0;
        for (int d = 0; d < place.length; d++) {
            int p = atDistance[2 * d + 1];
            int n = atDistance[2 * d] + p;
            for (; c < cutoffs.length && cutoffs[c] <= before + n; c++) {
                int k = cutoffs[c];
                int m = k - before;
                double divisor = Math.min(total, k);
                double aware = tieAware + ties.tieAware(before, hits, n, p, m);
                double best = optimistic + ties.optimistic(before, hits, p, m);
                double worst = pessimistic + ties.pessimistic(before, hits, n, p, m);
                int mostHits = hits + Math.min(p, m);
                int leastHits = hits + Math.max(0, m - (n - p));
                double expectedHits = hits + (n == 0 ? 0 : (double) p * m / n);
                results.tieAware[c][query] = aware / divisor;
                results.optimistic[c][query] = best / divisor;
                results.pessimistic[c][query] = worst / divisor;
                results.tieAwareByHits[c][query] = ties.tieAwareByHits(tieAware, before, hits, n, p, m);
                results.optimisticByHits[c][query] = mostHits == 0 ? 0 : best / mostHits;
                results.pessimisticByHits[c][query] = leastHits == 0 ? 0 : worst / leastHits;
                results.precision[c][query] = expectedHits / k;
                results.recall[c][query] = expectedHits / total;
            }
            tieAware += ties.tieAware(before, hits, n, p, n);
            optimistic += ties.optimistic(before, hits, p, n);
            pessimistic += ties.pessimistic(before, hits, n, p, n);
            before += n;
            hits += p;
        }
    }

    /** Ties in the order of the database: a counting sort, then a walk down the ranks. */
    private void stable(int query, int total, PerQuery results) {
        int start = 0;
        for (int d = 0; d < place.length; d++) {
            place[d] = start;
            start += atDistance[2 * d] + atDistance[2 * d + 1];
        }
        for (int j = 0; j < distances.length; j++) {
            ranked[place[distances[j]]++] = relevant[j];
        }
        double sum = 0;
        int hits = 0;
        int from = 0;
        for (int c = 0; c < cutoffs.length; c++) {
            for (int r = from; r < cutoffs[c]; r++) {
                if (ranked[r] != 0) {
                    hits++;
                    sum += hits / (r + 1.0);
                }
            }
            from = cutoffs[c];
            results.stable[c][query] = sum / Math.min(total, cutoffs[c]);
            results.stableByHits[c][query] = hits == 0 ? 0 : sum / hits;
        }
    }
}
