package deephash.metric;

import deephash.code.HashCodes;
import deephash.progress.Parallel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The database ranked by Hamming distance for every query, and everything that is read off it, in one pass over the
 * distances. Relevant means: at least one class in common. A query without a relevant item in the database has no
 * average precision; such queries are left out of every mean that needs one, and counted.
 *
 * @param bits the length of a code
 * @param queries how many queries there are
 * @param databaseSize how many items are ranked for each
 * @param withoutRelevant how many queries have no relevant item
 * @param at mAP, precision and recall at each k that was asked for and is smaller than the database, in rising order,
 *     and at k = the whole database, which is always last
 * @param byRadius hash lookup by radius, 0 to bits
 * @param byRank the precision–recall curve by rank: about a hundred ranks, evenly spaced on a logarithmic scale
 * @param nearest the nearest neighbour's class; empty if items can have several classes
 * @param averagePrecision tie-aware average precision over the whole database, one a query; NaN without a relevant item
 * @param classMap its mean for each class over the queries that have the class, in the order of the labels; NaN for none
 * @param classNames the classes, in the order of the labels
 */
public record Ranking(
        int bits,
        int queries,
        int databaseSize,
        int withoutRelevant,
        List<AtRank> at,
        List<AtRadius> byRadius,
        List<RankPoint> byRank,
        Optional<NearestNeighbour> nearest,
        double[] averagePrecision,
        double[] classMap,
        List<String> classNames) {

    /** The cut-offs that are read off if none are named, as far as the database is larger. */
    private static final int[] USUAL_CUTOFFS = {1, 10, 100, 1000, 5000};

    private static final int QUERIES_A_CHUNK = 32;
    private static final int CURVE_POINTS = 100;

    /** Copies the lists. */
    public Ranking {
        at = List.copyOf(at);
        byRadius = List.copyOf(byRadius);
        byRank = List.copyOf(byRank);
        classNames = List.copyOf(classNames);
    }

    /** Ranks {@code database} for each of {@code queries}, with cut-offs at 1, 10, 100, 1000, 5000 and all. */
    public static Ranking of(HashCodes queries, HashCodes database) {
        return of(queries, database, USUAL_CUTOFFS);
    }

    /**
     * Ranks {@code database} for each of {@code queries}.
     *
     * @param queries labelled codes; at least one
     * @param database labelled codes of the same length, with the same classes; at least one
     * @param cutoffs the k at which to read mAP@k, precision@k and recall@k; those not smaller than the database stand
     *     for all of it
     * @throws IllegalArgumentException if lengths or classes differ, labels are missing, or there is nothing to rank
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Ranking of(HashCodes queries, HashCodes database, int... cutoffs) {
        queries.requireSameBits(database);
        if (queries.size() == 0 || database.size() == 0) {
            throw new IllegalArgumentException("There are " + queries.size() + " queries and " + database.size()
                    + " database codes; a ranking needs at least one of each.");
        }
        Relevance relevance = Relevance.of(queries, database);
        int[] ks = cutoffs(cutoffs, database.size());
        int[] ranks = ranks(database.size());
        TieSums ties = new TieSums(database.size());
        PerQuery results = new PerQuery(queries.size(), ks.length, relevance.isSingle());
        int chunks = (queries.size() + QUERIES_A_CHUNK - 1) / QUERIES_A_CHUNK;
        Curves[] curves = new Curves[chunks];
        Parallel.chunks("Ranking", "queries", queries.size(), QUERIES_A_CHUNK, (from, to) -> {
            Curves sums = new Curves(queries.bits() + 1, ranks.length);
            QueryPass pass = new QueryPass(database, relevance, ties, ks, ranks);
            for (int q = from; q < to; q++) {
                pass.run(queries, q, results, sums);
            }
            curves[from / QUERIES_A_CHUNK] = sums;
        });
        Curves all = new Curves(queries.bits() + 1, ranks.length);
        for (Curves part : curves) {
            all.add(part);
        }
        int answered = (int) Arrays.stream(results.tieAware[ks.length - 1])
                .filter(v -> !Double.isNaN(v))
                .count();
        return new Ranking(
                queries.bits(),
                queries.size(),
                database.size(),
                queries.size() - answered,
                IntStream.range(0, ks.length)
                        .mapToObj(i -> results.at(i, ks[i]))
                        .toList(),
                all.byRadius(queries.size(), answered),
                all.byRank(ranks, answered),
                results.nearest(relevance),
                results.tieAware[ks.length - 1],
                classMap(relevance, results.tieAware[ks.length - 1]),
                relevance.queries.classes());
    }

    private static int[] cutoffs(int[] asked, int size) {
        for (int k : asked) {
            if (k < 1) {
                throw new IllegalArgumentException("A cut-off k is at least 1, not " + k + ".");
            }
        }
        return IntStream.concat(Arrays.stream(asked).filter(k -> k < size), IntStream.of(size))
                .distinct()
                .sorted()
                .toArray();
    }

    private static int[] ranks(int size) {
        return IntStream.range(0, CURVE_POINTS)
                .map(i -> (int) Math.round(Math.pow(size, i / (CURVE_POINTS - 1.0))))
                .distinct()
                .toArray();
    }

    private static double[] classMap(Relevance relevance, double[] averagePrecision) {
        int classes = relevance.queries.classes().size();
        double[] mean = new double[classes];
        for (int c = 0; c < classes; c++) {
            double sum = 0;
            int count = 0;
            for (int q = 0; q < averagePrecision.length; q++) {
                if (relevance.queries.has(q, c) && !Double.isNaN(averagePrecision[q])) {
                    sum += averagePrecision[q];
                    count++;
                }
            }
            mean[c] = count == 0 ? Double.NaN : sum / count;
        }
        return mean;
    }

    /** mAP over the whole database. */
    public AveragePrecision map() {
        return at.get(at.size() - 1).map();
    }

    /**
     * What was read off at {@code k}.
     *
     * @throws IllegalArgumentException if that k was not asked for
     */
    public AtRank at(int k) {
        return at.stream()
                .filter(a -> a.k() == Math.min(k, databaseSize))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nothing was read off at k = " + k + ", only at "
                        + at.stream().map(AtRank::k).toList() + "; give k to Ranking.of(queries, database, "
                        + k + ")."));
    }

    /** How sure tie-aware mAP over the whole database is: a 95 % bootstrap interval over the queries. */
    public Interval interval() {
        return Interval.bootstrap(averagePrecision, 0.95, 1000, 1);
    }

    /** How sure tie-aware mAP over the whole database is; see {@link Interval#bootstrap}. */
    public Interval interval(double level, int resamples, long seed) {
        return Interval.bootstrap(averagePrecision, level, resamples, seed);
    }

    @Override
    public String toString() {
        return String.format(
                "mAP %.4f (tie-aware; ties at worst %.4f, at best %.4f), %d queries, database of %d, %d bits",
                map().tieAware(), map().pessimistic(), map().optimistic(), queries, databaseSize, bits);
    }
}
