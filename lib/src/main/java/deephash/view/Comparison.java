package deephash.view;

import deephash.data.RetrievalDataset;
import deephash.hash.Retriever;
import deephash.metric.AtRadius;
import deephash.metric.Collisions;
import deephash.metric.NearestNeighbour;
import deephash.metric.Ranking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Several evaluations on one data set, side by side. Those of one name and one length are told apart by a number: {@code
 * "CSVAE"} and {@code "CSVAE (2)"}.
 *
 * @param evaluations in the order of the table; at least one
 */
public record Comparison(List<Evaluation> evaluations) implements Tabular {

    /** Copies the list, numbers equal names, and checks that all are of one data set under one protocol. */
    public Comparison {
        evaluations = distinct(evaluations);
        if (evaluations.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to compare; give at least one hasher.");
        }
        Evaluation first = evaluations.get(0);
        for (Evaluation e : evaluations) {
            if (!e.dataset().equals(first.dataset()) || !e.protocol().equals(first.protocol())) {
                throw new IllegalArgumentException(
                        "Only results on one data set under one protocol can be compared, not " + first.dataset() + " ("
                                + first.protocol() + ") and " + e.dataset() + " (" + e.protocol() + ").");
            }
        }
    }

    private static List<Evaluation> distinct(List<Evaluation> evaluations) {
        Map<Integer, DistinctNames> names = new HashMap<>();
        return evaluations.stream()
                .map(e -> e.named(names.computeIfAbsent(e.bits(), bits -> DistinctNames.asWritten())
                        .add(e.hasher())))
                .toList();
    }

    /** Several hashers and embeddings on one data set. */
    public static Comparison of(RetrievalDataset data, List<? extends Retriever> retrievers) {
        return new Comparison(Evaluation.all(retrievers, data));
    }

    /** One row a hasher; the last one is what random codes of the first hasher's length reach. */
    @Override
    public Table table() {
        Evaluation first = evaluations.get(0);
        StringColumn hasher = StringColumn.create("hasher");
        IntColumn bits = IntColumn.create("bits");
        Map<String, DoubleColumn> measures = new LinkedHashMap<>();
        for (String name : List.of(
                "mAP",
                "precision@100",
                "P within r 2",
                "1-NN precision",
                "1-NN recall",
                "1-NN F1",
                "1-NN hard AP",
                "collisions %")) {
            measures.put(name, DoubleColumn.create(name));
        }
        for (Evaluation e : evaluations) {
            hasher.append(e.hasher());
            if (e.bits() == 0) {
                bits.appendMissing();
            } else {
                bits.append(e.bits());
            }
            append(
                    measures,
                    e.ranking(),
                    100 * e.collisionCounts().map(Collisions::rate).orElse(Double.NaN));
        }
        hasher.append("random codes");
        bits.append(first.floor().bits());
        append(
                measures,
                first.floor(),
                100 * first.collisionCounts().map(Collisions::expectedRate).orElse(Double.NaN));
        Table table = Table.create(first.dataset() + ", " + first.protocol(), hasher, bits);
        measures.values().forEach(table::addColumns);
        return table;
    }

    private static void append(Map<String, DoubleColumn> measures, Ranking r, double collisionPercent) {
        List<Double> values = new ArrayList<>();
        values.add(r.map().tieAware());
        values.add(r.databaseSize() > 100 ? r.at(100).precision() : Double.NaN);
        values.add(r.within(2).map(AtRadius::precisionEmptyAsZero).orElse(Double.NaN));
        values.add(r.nearest().map(NearestNeighbour::macroPrecision).orElse(Double.NaN));
        values.add(r.nearest().map(NearestNeighbour::macroRecall).orElse(Double.NaN));
        values.add(r.nearest().map(NearestNeighbour::macroF1).orElse(Double.NaN));
        values.add(r.nearest().map(NearestNeighbour::macroHardAp).orElse(Double.NaN));
        values.add(collisionPercent);
        int i = 0;
        for (DoubleColumn column : measures.values()) {
            column.append(values.get(i++));
        }
    }

    /** All precision–recall curves by rank, with random codes as the floor. */
    public XYChart precisionRecall() {
        return EvaluationCharts.precisionRecall(evaluations);
    }

    /** mAP over the length of the code, a line a hasher; real values have no length, and are left out. */
    public XYChart bitsChart() {
        Map<String, TreeMap<Integer, Double>> lines = new LinkedHashMap<>();
        for (Evaluation e : evaluations) {
            if (e.bits() > 0) {
                lines.computeIfAbsent(e.hasher(), h -> new TreeMap<>()).put(e.bits(), e.map());
            }
        }
        return Charts.byBits("mAP by code length, " + evaluations.get(0).dataset(), lines);
    }
}
