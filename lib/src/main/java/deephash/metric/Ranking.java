package deephash.metric;

import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.progress.Parallel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The database ranked for every query, by Hamming distance between codes or by Euclidean distance between features, and
 * everything that is read off it, in one pass over the distances. Relevant means: at least one class in common. A query
 * without a relevant item in the database has no average precision; such queries are left out of every mean that needs
 * one, and counted.
 *
 * @param bits the length of a code; 0 for real-valued features
 * @param queries how many queries there are
 * @param databaseSize how many items are ranked for each
 * @param withoutRelevant how many queries have no relevant item
 * @param at mAP, precision and recall at each k that was asked for and is smaller than the database, in rising order,
 *     and at k = the whole database, which is always last
 * @param byRadius hash lookup by radius, 0 to bits; empty for real-valued features
 * @param byRank the precision–recall curve by rank: about a hundred ranks, evenly spaced on a logarithmic scale
 * @param nearest the nearest neighbour's class; empty if items can have several classes
 * @param averagePrecision tie-aware average precision over the whole database, one a query; NaN without a relevant item
 * @param classMap its mean for each class over the queries that have the class, in the order of the labels; NaN for
 *     none
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

    /**
     * Ranks {@code database} for each of {@code queries}, with cut-offs at 1, 10, 100, 1000, 5000 and all.
     *
     * @param queries labelled codes
     * @param database labelled codes of the same length
     * @return every metric
     */
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
     * @return every metric
     * @throws IllegalArgumentException if lengths or classes differ, labels are missing, or there is nothing to rank
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Ranking of(HashCodes queries, HashCodes database, int... cutoffs) {
        queries.requireSameBits(database);
        requireSome(queries.size(), database.size());
        return rank(new Levels.Hamming(queries, database), Relevance.of(queries, database), queries.bits(), cutoffs);
    }

    /**
     * Ranks by Euclidean distance between real-valued features, with the usual cut-offs.
     *
     * @param queries shape (queries, d)
     * @param queryLabels one entry a query
     * @param database shape (items, d)
     * @param databaseLabels one entry an item
     * @return every metric
     */
    public static Ranking ofFeatures(float[][] queries, Labels queryLabels, float[][] database, Labels databaseLabels) {
        return ofFeatures(queries, queryLabels, database, databaseLabels, USUAL_CUTOFFS);
    }

    /**
     * Ranks by Euclidean distance between real-valued features: what codes are a shorter form of. It has 0 bits, and
     * there is no lookup by radius.
     *
     * @param queries shape (queries, d)
     * @param queryLabels one a query
     * @param database shape (items, d)
     * @param databaseLabels one an item, with the same classes
     * @param cutoffs as for codes
     * @return every metric
     * @throws IllegalArgumentException if widths, numbers or classes differ, or there is nothing to rank
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Ranking ofFeatures(
            float[][] queries, Labels queryLabels, float[][] database, Labels databaseLabels, int... cutoffs) {
        requireSome(queries.length, database.length);
        if (queries.length != queryLabels.size() || database.length != databaseLabels.size()) {
            throw new IllegalArgumentException("There are " + queries.length + " queries with " + queryLabels.size()
                    + " labels and " + database.length + " items with " + databaseLabels.size() + " labels.");
        }
        return rank(new EuclideanLevels(queries, database), Relevance.of(queryLabels, databaseLabels), 0, cutoffs);
    }

    private static void requireSome(int queries, int database) {
        if (queries == 0 || database == 0) {
            throw new IllegalArgumentException("There are " + queries + " queries and " + database
                    + " database items; a ranking needs at least one of each.");
        }
    }

    private static Ranking rank(Levels levels, Relevance relevance, int bits, int... cutoffs) {
        int queries = levels.queries();
        int items = levels.items();
        int radii = levels.areRadii() ? levels.count() : 0;
        int[] ks = cutoffs(cutoffs, items);
        int[] ranks = ranks(items);
        TieSums ties = new TieSums(items);
        PerQuery results = new PerQuery(queries, ks.length, relevance.isSingle());
        int chunks = (queries + QUERIES_A_CHUNK - 1) / QUERIES_A_CHUNK;
        Curves[] curves = new Curves[chunks];
        Parallel.chunks("Ranking", "queries", queries, QUERIES_A_CHUNK, (from, to) -> {
            Curves sums = new Curves(radii, ranks.length);
            QueryPass pass = new QueryPass(levels.reader(from, to), items, levels.count(), relevance, ties, ks, ranks);
            for (int q = from; q < to; q++) {
                pass.run(q, results, sums);
            }
            curves[from / QUERIES_A_CHUNK] = sums;
        });
        Curves all = new Curves(radii, ranks.length);
        for (Curves part : curves) {
            all.add(part);
        }
        int answered = (int) Arrays.stream(results.tieAware[ks.length - 1])
                .filter(v -> !Double.isNaN(v))
                .count();
        return new Ranking(
                bits,
                queries,
                items,
                queries - answered,
                IntStream.range(0, ks.length)
                        .mapToObj(i -> results.at(i, ks[i]))
                        .toList(),
                all.byRadius(queries, answered),
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
     * Hash lookup within {@code radius}, or the whole code if that is shorter; empty for real-valued features.
     *
     * @param radius in bits, 0 or more
     * @return precision, recall and F1 within the radius
     */
    public Optional<AtRadius> within(int radius) {
        return byRadius.isEmpty() ? Optional.empty() : Optional.of(byRadius.get(Math.min(radius, bits)));
    }

    /**
     * What was read off at {@code k}.
     *
     * @param k one of the cut-offs
     * @return the metrics at that cut-off
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

    /**
     * How sure tie-aware mAP over the whole database is; see {@link Interval#bootstrap}.
     *
     * @param level such as 0.95
     * @param resamples how many times queries are drawn
     * @param seed of the draws
     * @return the interval
     */
    public Interval interval(double level, int resamples, long seed) {
        return Interval.bootstrap(averagePrecision, level, resamples, seed);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "mAP %.4f (tie-aware; ties at worst %.4f, at best %.4f), %d queries, database of %d, %s",
                map().tieAware(),
                map().pessimistic(),
                map().optimistic(),
                queries,
                databaseSize,
                bits == 0 ? "real-valued" : bits + " bits");
    }
}
