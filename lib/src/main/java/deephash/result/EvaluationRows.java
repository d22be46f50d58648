package deephash.result;

import deephash.metric.AtRadius;
import deephash.metric.NearestNeighbour;
import deephash.metric.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Collects the table of an evaluation: a row for each measure of the ranking, with that of its floor beside it. */
final class EvaluationRows {

    private record Row(String measure, double value, String interval, double random, String meaning) {}

    private final Ranking ranking;
    private final Ranking floor;
    private final List<Row> rows = new ArrayList<>();

    EvaluationRows(Ranking ranking, Ranking floor) {
        this.ranking = ranking;
        this.floor = floor;
    }

    void add(String name, ToDoubleFunction<Ranking> of, String says) {
        add(name, of, "", says);
    }

    void add(String name, ToDoubleFunction<Ranking> of, String interval, String says) {
        rows.add(new Row(name, of.applyAsDouble(ranking), interval, of.applyAsDouble(floor), says));
    }

    void nearest(String name, ToDoubleFunction<NearestNeighbour> of, String says) {
        add(name, r -> of.applyAsDouble(r.nearest().orElseThrow()), says);
    }

    void within2(String name, ToDoubleFunction<AtRadius> of, String says) {
        add(name + " within radius 2", r -> of.applyAsDouble(r.within(2).orElseThrow()), says);
    }

    DataTable table(String title) {
        return DataTable.of(
                title,
                new DataTable.Words("measure", rows.stream().map(Row::measure).toList()),
                new DataTable.Reals(
                        "value", rows.stream().mapToDouble(Row::value).toArray()),
                new DataTable.Words(
                        "95 % interval", rows.stream().map(Row::interval).toList()),
                new DataTable.Reals(
                        "random codes", rows.stream().mapToDouble(Row::random).toArray()),
                new DataTable.Words(
                        "what it says", rows.stream().map(Row::meaning).toList()));
    }
}
