package deephash.view;

import deephash.metric.AtRadius;
import deephash.metric.NearestNeighbour;
import deephash.metric.Ranking;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The table of an evaluation in the making: a row for each measure of the ranking, with that of its floor beside it. */
final class EvaluationRows {

    private final Ranking ranking;
    private final Ranking floor;
    private final StringColumn measure = StringColumn.create("measure");
    private final DoubleColumn value = DoubleColumn.create("value");
    private final StringColumn interval = StringColumn.create("95 % interval");
    private final DoubleColumn random = DoubleColumn.create("random codes");
    private final StringColumn meaning = StringColumn.create("what it says");

    EvaluationRows(Ranking ranking, Ranking floor) {
        this.ranking = ranking;
        this.floor = floor;
    }

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

    void within2(String name, ToDoubleFunction<AtRadius> of, String says) {
        add(name + " within radius 2", r -> of.applyAsDouble(r.within(2).orElseThrow()), says);
    }

    void note(int row, String text) {
        interval.set(row, text);
    }

    Table table(String title) {
        return Table.create(title, measure, value, interval, random, meaning);
    }
}
