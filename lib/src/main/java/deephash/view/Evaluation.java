package deephash.view;

import deephash.code.HashCodes;
import deephash.data.RetrievalDataset;
import deephash.hash.Hasher;
import deephash.metric.AtRadius;
import deephash.metric.BitQuality;
import deephash.metric.ClassScores;
import deephash.metric.Collisions;
import deephash.metric.Interval;
import deephash.metric.NearestNeighbour;
import deephash.metric.RankPoint;
import deephash.metric.Ranking;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well one hasher retrieves on one data set: every measure of the ranking, the collisions of its codes, and beside
 * them what random codes of the same length reach on the same labels.
 *
 * @param hasher its name
 * @param dataset its name
 * @param protocol which images were ranked for which, and what the hasher had seen before
 * @param ranking the database ranked for every query
 * @param floor the same for random codes
 * @param collisionCounts collisions among database and query images together, as in the paper's Table 2
 * @param quality of the bits of the database codes
 */
public record Evaluation(
        String hasher,
        String dataset,
        String protocol,
        Ranking ranking,
        Ranking floor,
        Collisions collisionCounts,
        BitQuality quality)
        implements Viewable {

    private static final long FLOOR_SEED = 20_231_128;

    /**
     * Hashes database and queries and measures everything.
     *
     * @throws IllegalArgumentException if the data set is not labelled
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Evaluation of(Hasher hasher, RetrievalDataset data) {
        HashCodes database = hasher.hash(data.database());
        HashCodes queries = hasher.hash(data.query());
        return new Evaluation(
                hasher.name(),
                data.name(),
                Numbers.count(data.train().size()) + " train, "
                        + Numbers.count(data.database().size()) + " database and "
                        + Numbers.count(data.query().size()) + " query images: " + data.protocol(),
                Ranking.of(queries, database),
                Ranking.of(random(queries, FLOOR_SEED), random(database, FLOOR_SEED + 1)),
                Collisions.of(database.and(queries)),
                BitQuality.of(database));
    }

    private static HashCodes random(HashCodes codes, long seed) {
        return HashCodes.random(codes.size(), codes.bits(), seed)
                .labelled(codes.labels().orElseThrow());
    }

    /** The length of the codes. */
    public int bits() {
        return ranking.bits();
    }

    /** {@code "CSVAE, 64 bits"}. */
    public String label() {
        return hasher + ", " + bits() + " bits";
    }

    /** Tie-aware mAP over the whole database, the headline. */
    public double map() {
        return ranking.map().tieAware();
    }

    /** Every measure in a row, with random codes beside it. */
    public Table table() {
        Rows rows = new Rows();
        Interval interval = ranking.interval();
        rows.add("mAP", r -> r.map().tieAware(), "mean average precision over the whole database, ties averaged");
        rows.note(0, String.format(java.util.Locale.ROOT, "%.4f – %.4f", interval.low(), interval.high()));
        rows.add("mAP, ties in the best order", r -> r.map().optimistic(), "how much of it depends on ties:");
        rows.add("mAP, ties in the worst order", r -> r.map().pessimistic(), "the gap between these two");
        for (int k : new int[] {10, 100, 1000}) {
            if (k < ranking.databaseSize()) {
                rows.add("precision@" + k, r -> r.at(k).precision(), "share of the first " + k + " that are right");
            }
        }
        rows.add(
                "precision within radius 2",
                r -> r.byRadius().get(Math.min(2, r.bits())).precisionEmptyAsZero(),
                "hash lookup; an empty ball counts 0");
        rows.add(
                "recall within radius 2",
                r -> r.byRadius().get(Math.min(2, r.bits())).recall(),
                "share of the right ones that the lookup finds");
        rows.add(
                "empty balls at radius 2",
                r -> r.byRadius().get(Math.min(2, r.bits())).emptyRate(),
                "queries whose lookup finds nothing");
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
    public XYChart precisionRecall() {
        return precisionRecall(List.of(this));
    }

    /** The same for several evaluations on one data set. */
    static XYChart precisionRecall(List<Evaluation> evaluations) {
        Evaluation first = evaluations.get(0);
        XYChart chart = Charts.xy("Precision and recall by rank, " + first.dataset, "recall", "precision");
        for (Evaluation e : evaluations) {
            curve(chart, e.label(), e.ranking);
        }
        curve(chart, "random codes", first.floor);
        chart.getSeriesMap().values().stream().skip(evaluations.size()).forEach(Charts::asFloor);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
        return chart;
    }

    private static void curve(XYChart chart, String name, Ranking ranking) {
        Charts.line(
                chart,
                name,
                ranking.byRank().stream().mapToDouble(RankPoint::recall).toArray(),
                ranking.byRank().stream().mapToDouble(RankPoint::precision).toArray(),
                false);
    }

    /** Precision, recall and empty balls of hash lookup over the radius. */
    public XYChart lookup() {
        XYChart chart = Charts.xy("Hash lookup, " + label() + ", " + dataset, "Hamming radius (bits)", "share");
        double[] radius =
                ranking.byRadius().stream().mapToDouble(AtRadius::radius).toArray();
        Charts.line(chart, "precision (empty = 0)", radius, byRadius(AtRadius::precisionEmptyAsZero), false);
        Charts.line(chart, "recall", radius, byRadius(AtRadius::recall), false);
        Charts.line(chart, "empty balls", radius, byRadius(AtRadius::emptyRate), false);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        return chart;
    }

    private double[] byRadius(ToDoubleFunction<AtRadius> of) {
        return ranking.byRadius().stream().mapToDouble(of).toArray();
    }

    /** How well each class is found. */
    public Table perClass() {
        Table table = Table.create(
                label() + " on " + dataset + ", class by class",
                StringColumn.create("class", ranking.classNames()),
                DoubleColumn.create("mAP", ranking.classMap()));
        ranking.nearest().ifPresent(nearest -> {
            List<ClassScores> scores = nearest.classes();
            table.addColumns(
                    IntColumn.create(
                            "queries",
                            scores.stream().mapToInt(ClassScores::queries).toArray()),
                    scores("1-NN precision", scores, ClassScores::precision),
                    scores("1-NN recall", scores, ClassScores::recall),
                    scores("1-NN F1", scores, ClassScores::f1),
                    scores("1-NN hard AP", scores, ClassScores::hardAp));
        });
        return table;
    }

    private static DoubleColumn scores(String name, List<ClassScores> scores, ToDoubleFunction<ClassScores> of) {
        return DoubleColumn.create(name, scores.stream().mapToDouble(of).toArray());
    }

    /** The mAP of each class as bars. */
    public CategoryChart perClassChart() {
        CategoryChart chart = Charts.bars("mAP by class, " + label() + ", " + dataset, "class", "mAP (tie-aware)");
        chart.addSeries(label(), ranking.classNames(), boxed(ranking.classMap()));
        chart.addSeries("random codes", floor.classNames(), boxed(floor.classMap()))
                .setFillColor(Charts.FLOOR);
        chart.getStyler().setXAxisLabelRotation(ranking.classNames().size() > 6 ? 45 : 0);
        return chart;
    }

    private static List<Double> boxed(double[] values) {
        return java.util.Arrays.stream(values)
                .map(v -> Double.isNaN(v) ? 0 : v)
                .boxed()
                .toList();
    }

    /**
     * How often a query of the row's class was given the column's.
     *
     * @throws IllegalStateException if images can have several classes
     */
    public Table confusion() {
        NearestNeighbour nearest = ranking.nearest()
                .orElseThrow(() -> new IllegalStateException(
                        "Images of \"" + dataset + "\" can have several classes, so there is no confusion matrix."));
        Table table = Table.create(
                label() + " on " + dataset + ": class of the query (rows), of its nearest neighbour (columns)",
                StringColumn.create("class", ranking.classNames()));
        int[][] confusion = nearest.confusion();
        for (int c = 0; c < confusion.length; c++) {
            int column = c;
            table.addColumns(IntColumn.create(
                    ranking.classNames().get(c),
                    java.util.Arrays.stream(confusion)
                            .mapToInt(row -> row[column])
                            .toArray()));
        }
        return table;
    }

    /** Images that share a code, and what random codes would do. */
    public Table collisions() {
        return CollisionTable.of(label() + " on " + dataset, collisionCounts);
    }

    /** How often each bit is one: 0.5 is best, 0 or 1 says nothing. */
    public CategoryChart bitBalance() {
        return BitCharts.balance(label() + ", " + dataset, quality);
    }

    @Override
    public View view() {
        return Tables.view(table());
    }

    /** Collects measures of the ranking and of its floor. */
    private final class Rows {
        private final StringColumn measure = StringColumn.create("measure");
        private final DoubleColumn value = DoubleColumn.create("value");
        private final StringColumn interval = StringColumn.create("95 % interval");
        private final DoubleColumn random = DoubleColumn.create("random codes");
        private final StringColumn meaning = StringColumn.create("what it says");

        void add(String name, ToDoubleFunction<Ranking> of, String says) {
            measure.append(name);
            value.append(of.applyAsDouble(ranking));
            interval.append("");
            random.append(of.applyAsDouble(floor));
            meaning.append(says);
        }

        void nearest(String name, ToDoubleFunction<NearestNeighbour> of, String says) {
            add(name, r -> of.applyAsDouble(r.nearest().orElseThrow()), says);
        }

        void note(int row, String text) {
            interval.set(row, text);
        }

        Table table(String title) {
            return Table.create(title, measure, value, interval, random, meaning);
        }
    }
}
