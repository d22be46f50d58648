package deephash.result;

import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.data.Protocol;
import deephash.data.RetrievalDataset;
import deephash.hash.Embedding;
import deephash.hash.Hasher;
import deephash.hash.Retriever;
import deephash.metric.AtRadius;
import deephash.metric.BitQuality;
import deephash.metric.ClassScores;
import deephash.metric.Collisions;
import deephash.metric.Interval;
import deephash.metric.NearestNeighbour;
import deephash.metric.Ranking;
import deephash.result.DataTable.Counts;
import deephash.result.DataTable.Reals;
import deephash.result.DataTable.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How well one hasher, or one real-valued embedding, retrieves on one data set: every measure of the ranking, the
 * collisions of its codes, and beside them what random codes of the same length reach on the same labels.
 *
 * @param hasher its name
 * @param dataset the name of the data set
 * @param protocol which images were ranked for which, and what the hasher had seen before
 * @param ranking the database ranked for every query
 * @param floor the same for random codes: of the same length, or of 64 bits beside real values
 * @param collisionCounts collisions among database and query images together, as in the paper's Table 2; empty for real
 *     values, which have no codes
 * @param quality of the bits of the database codes; empty for real values
 * @param hashSeconds that hashing the database and the queries took
 */
public record Evaluation(
        String hasher,
        String dataset,
        Protocol protocol,
        Ranking ranking,
        Ranking floor,
        Optional<Collisions> collisionCounts,
        Optional<BitQuality> quality,
        double hashSeconds)
        implements Tabular {

    private static final long FLOOR_SEED = 20_231_128;
    private static final int BITS_BESIDE_REAL_VALUES = 64;

    /**
     * Hashes database and queries and measures everything.
     *
     * @param retriever a hasher or an embedding
     * @param data whose queries are looked for in its database
     * @return the measured values
     * @throws IllegalArgumentException if the data set is not labelled
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Evaluation of(Retriever retriever, RetrievalDataset data) {
        return all(List.of(retriever), data).get(0);
    }

    /**
     * The same for several on one data set; random codes of one length are ranked once.
     *
     * @param retrievers at least one
     * @param data whose queries are looked for in its database
     * @return one for each
     */
    public static List<Evaluation> all(List<? extends Retriever> retrievers, RetrievalDataset data) {
        Map<Integer, Ranking> floors = new HashMap<>();
        List<Evaluation> all = new ArrayList<>();
        for (Retriever retriever : retrievers) {
            long start = System.nanoTime();
            if (retriever instanceof Hasher hasher) {
                HashCodes database = hasher.hash(data.database());
                HashCodes queries = hasher.hash(data.query());
                double seconds = (System.nanoTime() - start) / 1e9;
                all.add(new Evaluation(
                        hasher.name(),
                        data.name(),
                        data.protocol(),
                        Ranking.of(queries, database),
                        floors.computeIfAbsent(hasher.bits(), bits -> floor(data, bits)),
                        Optional.of(Collisions.of(database.and(queries))),
                        Optional.of(BitQuality.of(database)),
                        seconds));
            } else if (retriever instanceof Embedding embedding) {
                float[][] database = embedding.features(data.database().images());
                float[][] queries = embedding.features(data.query().images());
                double seconds = (System.nanoTime() - start) / 1e9;
                all.add(new Evaluation(
                        embedding.name(),
                        data.name(),
                        data.protocol(),
                        Ranking.ofFeatures(
                                queries,
                                data.query().labels(),
                                database,
                                data.database().labels()),
                        floors.computeIfAbsent(BITS_BESIDE_REAL_VALUES, bits -> floor(data, bits)),
                        Optional.empty(),
                        Optional.empty(),
                        seconds));
            }
        }
        return all;
    }

    /**
     * Measures codes that are there already, made here or elsewhere.
     *
     * @param queries labelled
     * @param database labelled with the same classes
     * @return every measure, with random codes beside it
     * @throws IllegalArgumentException if labels are missing, or bits or classes differ
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Evaluation ofCodes(HashCodes queries, HashCodes database) {
        Ranking ranking = Ranking.of(queries, database);
        return new Evaluation(
                "codes",
                "given codes",
                Protocol.unknown(database.size(), queries.size()),
                ranking,
                floor(queries.labels().orElseThrow(), database.labels().orElseThrow(), queries.bits()),
                Optional.of(Collisions.of(database.and(queries))),
                Optional.of(BitQuality.of(database)),
                0);
    }

    /**
     * Measures features that are there already, made here or elsewhere.
     *
     * @param queries shape (queries, d)
     * @param queryLabels one a query
     * @param database shape (items, d)
     * @param databaseLabels one an item, with the same classes
     * @return every measure that real values have, with random codes beside it
     * @throws IllegalArgumentException if widths, numbers or classes differ
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Evaluation ofFeatures(
            float[][] queries, Labels queryLabels, float[][] database, Labels databaseLabels) {
        return new Evaluation(
                "features",
                "given features",
                Protocol.unknown(database.length, queries.length),
                Ranking.ofFeatures(queries, queryLabels, database, databaseLabels),
                floor(queryLabels, databaseLabels, BITS_BESIDE_REAL_VALUES),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private static Ranking floor(RetrievalDataset data, int bits) {
        return floor(data.query().labels(), data.database().labels(), bits);
    }

    private static Ranking floor(Labels queries, Labels database, int bits) {
        return Ranking.of(
                HashCodes.random(queries.size(), bits, FLOOR_SEED).labelled(queries),
                HashCodes.random(database.size(), bits, FLOOR_SEED + 1).labelled(database));
    }

    /** The length of the codes; 0 for real values. */
    public int bits() {
        return ranking.bits();
    }

    /** {@code "CSVAE, 64 bits"}, {@code "pixels, real-valued"}. */
    public String label() {
        return hasher + (bits() == 0 ? ", real-valued" : ", " + bits() + " bits");
    }

    /** The same under another name, so that it can stand beside one of the same name. */
    Evaluation named(String name) {
        return new Evaluation(name, dataset, protocol, ranking, floor, collisionCounts, quality, hashSeconds);
    }

    /** Tie-aware mAP over the whole database, the headline. */
    public double map() {
        return ranking.map().tieAware();
    }

    /** Every measure in a row, with random codes beside it. */
    @Override
    public DataTable table() {
        EvaluationRows rows = new EvaluationRows(ranking, floor);
        Interval interval = ranking.interval();
        rows.add(
                "mAP",
                r -> r.map().tieAware(),
                String.format(Locale.ROOT, "%.4f – %.4f", interval.low(), interval.high()),
                "mean average precision over the whole database, ties averaged");
        rows.add("mAP, ties in the best order", r -> r.map().optimistic(), "how much of it depends on ties:");
        rows.add("mAP, ties in the worst order", r -> r.map().pessimistic(), "the gap between these two");
        for (int k : new int[] {10, 100, 1000}) {
            if (k < ranking.databaseSize()) {
                rows.add("precision@" + k, r -> r.at(k).precision(), "share of the first " + k + " that are right");
            }
        }
        if (bits() > 0) {
            rows.within2("precision", AtRadius::precisionEmptyAsZero, "hash lookup; an empty ball counts 0");
            rows.within2("recall", AtRadius::recall, "share of the right ones that the lookup finds");
            rows.within2("empty balls", AtRadius::emptyRate, "queries whose lookup finds nothing");
        }
        if (ranking.nearest().isPresent()) {
            rows.nearest("1-NN accuracy", NearestNeighbour::accuracy, "the nearest image has the query's class");
            rows.nearest("1-NN precision, macro", NearestNeighbour::macroPrecision, "mean over the classes");
            rows.nearest("1-NN recall, macro", NearestNeighbour::macroRecall, "mean over the classes");
            rows.nearest("1-NN F1, macro", NearestNeighbour::macroF1, "mean over the classes");
            rows.nearest("1-NN hard AP, macro", NearestNeighbour::macroHardAp, "most probably the paper's \"mAP\"");
        }
        return rows.table(label() + " on " + dataset + ", " + protocol
                + (ranking.withoutRelevant() > 0
                        ? "; " + ranking.withoutRelevant() + " queries without a relevant image left out"
                        : ""));
    }

    /** Precision over recall by rank, with random codes as the floor. */
    public LinePlot precisionRecall() {
        return EvaluationCharts.precisionRecall(List.of(this));
    }

    /**
     * Precision, recall and empty balls of hash lookup over the radius.
     *
     * @throws IllegalStateException for real values, which have no radius
     */
    public LinePlot lookup() {
        requireCodes();
        return EvaluationCharts.lookup(this);
    }

    /**
     * Precision over recall by radius: each point is a hash lookup, an empty ball counting 0.
     *
     * @throws IllegalStateException for real values, which have no radius
     */
    public LinePlot precisionRecallByRadius() {
        requireCodes();
        return EvaluationCharts.precisionRecallByRadius(this);
    }

    private void requireCodes() {
        if (bits() == 0) {
            throw new IllegalStateException("\"" + hasher
                    + "\" compares real values, which have no codes: no radius, no collisions and no bits. Evaluate a"
                    + " hasher for these.");
        }
    }

    /** How well each class is found. */
    public DataTable perClass() {
        List<DataTable.Column> columns = new ArrayList<>();
        columns.add(new Words("class", ranking.classNames()));
        columns.add(new Reals("mAP", ranking.classMap()));
        ranking.nearest().ifPresent(nearest -> {
            List<ClassScores> scores = nearest.classes();
            columns.add(new Counts("queries", scores.stream().mapToInt(ClassScores::queries)));
            columns.add(reals("1-NN precision", scores, ClassScores::precision));
            columns.add(reals("1-NN recall", scores, ClassScores::recall));
            columns.add(reals("1-NN F1", scores, ClassScores::f1));
            columns.add(reals("1-NN hard AP", scores, ClassScores::hardAp));
        });
        return new DataTable(label() + " on " + dataset + ", class by class", columns);
    }

    private static Reals reals(String name, List<ClassScores> scores, ToDoubleFunction<ClassScores> of) {
        return new Reals(name, scores.stream().mapToDouble(of).toArray());
    }

    /**
     * The mAP of each class as bars. A class has none if no query of it has a relevant image; the title counts those.
     *
     * @throws IllegalStateException if no query has a relevant image
     */
    public BarPlot perClassChart() {
        return EvaluationCharts.perClass(this);
    }

    /**
     * How often a query of the row's class was given the column's. A class called as the first column, or as another
     * but for capitals, has a number in its column's name: {@code "class (2)"}.
     *
     * @throws IllegalStateException if images can have several classes
     */
    public DataTable confusion() {
        NearestNeighbour nearest = ranking.nearest()
                .orElseThrow(() -> new IllegalStateException(
                        "Images of \"" + dataset + "\" can have several classes, so there is no confusion matrix."));
        int[][] confusion = nearest.confusion();
        DistinctNames names = DistinctNames.inAnyCase();
        List<DataTable.Column> columns = new ArrayList<>();
        columns.add(new Words(names.add("class"), ranking.classNames()));
        for (int c = 0; c < confusion.length; c++) {
            int column = c;
            columns.add(new Counts(
                    names.add(ranking.classNames().get(c)),
                    Arrays.stream(confusion).mapToInt(row -> row[column])));
        }
        return new DataTable(
                label() + " on " + dataset + ": class of the query (rows), of its nearest neighbour (columns)",
                columns);
    }

    /**
     * Images that share a code, and what random codes would do.
     *
     * @throws IllegalStateException for real values, which have no codes
     */
    public DataTable collisions() {
        requireCodes();
        return CollisionTable.of(label() + " on " + dataset, collisionCounts.orElseThrow());
    }

    /**
     * How often each bit is one: 0.5 is best, 0 or 1 says nothing.
     *
     * @throws IllegalStateException for real values, which have no bits
     */
    public BarPlot bitBalance() {
        requireCodes();
        return BitBalance.chart(label() + ", " + dataset, quality.orElseThrow());
    }

    /** The table, in Markdown. */
    @Override
    public String toString() {
        return markdown();
    }
}
