package deephash.result;

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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Several evaluations on one data set, side by side. Those of one name and one length are told apart by a number:
 * {@code "CSVAE"} and {@code "CSVAE (2)"}.
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

    /**
     * Several hashers and embeddings on one data set.
     *
     * @param data whose queries are looked for in its database
     * @param retrievers at least one
     * @return one row for each
     */
    public static Comparison of(RetrievalDataset data, List<? extends Retriever> retrievers) {
        return new Comparison(Evaluation.all(retrievers, data));
    }

    /**
     * One row a hasher; the last one is what random codes of the first hasher's length reach. The best of each length
     * is bold.
     */
    @Override
    public DataTable table() {
        Evaluation first = evaluations.get(0);
        List<String> hashers =
                new ArrayList<>(evaluations.stream().map(Evaluation::hasher).toList());
        hashers.add(RunTable.FLOOR);
        List<OptionalInt> bits = new ArrayList<>(evaluations.stream()
                .map(e -> e.bits() == 0 ? OptionalInt.empty() : OptionalInt.of(e.bits()))
                .toList());
        bits.add(OptionalInt.of(first.floor().bits()));
        List<DataTable.Column> columns =
                new ArrayList<>(List.of(new DataTable.Words("hasher", hashers), new DataTable.Counts("bits", bits)));
        List<Integer> groups =
                new ArrayList<>(evaluations.stream().map(Evaluation::bits).toList());
        groups.add(null);
        measures().forEach((name, of) -> {
            double[] values = Stream.concat(evaluations.stream().map(Evaluation::ranking), Stream.of(first.floor()))
                    .mapToDouble(of)
                    .toArray();
            columns.add(new DataTable.Reals(name, values, Best.largest(values, groups)));
        });
        columns.add(new DataTable.Reals(
                "collisions %",
                DoubleStream.concat(
                                evaluations.stream().mapToDouble(e -> orNaN(e.collisionCounts(), Collisions::rate)),
                                DoubleStream.of(orNaN(first.collisionCounts(), Collisions::expectedRate)))
                        .map(rate -> 100 * rate)
                        .toArray()));
        return new DataTable(first.dataset() + ", " + first.protocol(), columns);
    }

    private static Map<String, ToDoubleFunction<Ranking>> measures() {
        Map<String, ToDoubleFunction<Ranking>> measures = new LinkedHashMap<>();
        measures.put("mAP", r -> r.map().tieAware());
        measures.put("precision@100", r -> r.databaseSize() > 100 ? r.at(100).precision() : Double.NaN);
        measures.put("P within r 2", r -> orNaN(r.within(2), AtRadius::precisionEmptyAsZero));
        measures.put("1-NN precision", r -> orNaN(r.nearest(), NearestNeighbour::macroPrecision));
        measures.put("1-NN recall", r -> orNaN(r.nearest(), NearestNeighbour::macroRecall));
        measures.put("1-NN F1", r -> orNaN(r.nearest(), NearestNeighbour::macroF1));
        measures.put("1-NN hard AP", r -> orNaN(r.nearest(), NearestNeighbour::macroHardAp));
        return measures;
    }

    private static <T> double orNaN(Optional<T> measured, ToDoubleFunction<T> of) {
        return measured.map(of::applyAsDouble).orElse(Double.NaN);
    }

    /**
     * All precision–recall curves by rank, with random codes as the floor.
     *
     * @return the chart
     */
    public LinePlot precisionRecall() {
        return EvaluationCharts.precisionRecall(evaluations);
    }

    /** The table, in Markdown. */
    @Override
    public String toString() {
        return markdown();
    }
}
