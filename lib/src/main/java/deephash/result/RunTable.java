package deephash.result;

import deephash.result.DataTable.Counts;
import deephash.result.DataTable.Reals;
import deephash.result.DataTable.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The runs of a grid: a row for all runs that differ in their seed only.
 *
 * @param title what they have in common: the data, the split, the options
 * @param rows in the order of the grid
 */
public record RunTable(String title, List<Row> rows) implements Tabular {

    /** The hasher of rows that are the floor: what random codes reach. */
    public static final String FLOOR = "random codes";

    /** Copies the list. */
    public RunTable {
        rows = List.copyOf(rows);
    }

    /**
     * One row. Values are means over the seeds, NaN where there is none.
     *
     * @param hasher its name
     * @param options what else was chosen, and is not the same in every row
     * @param bits the length of the codes; 0 for real values
     * @param runs how many succeeded
     * @param failed how many failed
     * @param map tie-aware mAP over the whole database
     * @param mapDeviation its standard deviation over the seeds
     * @param accuracy the share of queries whose nearest image has their class
     * @param hardAp of the nearest neighbour, macro
     * @param collisionPercent excess codes / images of database and queries in percent (Eq. 4)
     * @param seconds that training took
     */
    public record Row(
            String hasher,
            String options,
            int bits,
            int runs,
            int failed,
            double map,
            double mapDeviation,
            double accuracy,
            double hardAp,
            double collisionPercent,
            double seconds) {}

    @Override
    public DataTable table() {
        List<DataTable.Column> columns = new ArrayList<>();
        columns.add(words("hasher", Row::hasher));
        columns.add(new Counts(
                "bits",
                rows.stream()
                        .map(r -> r.bits == 0 ? OptionalInt.empty() : OptionalInt.of(r.bits))
                        .toList()));
        if (rows.stream().anyMatch(r -> !r.options.isEmpty())) {
            columns.add(words("options", Row::options));
        }
        columns.add(new Counts("runs", rows.stream().mapToInt(Row::runs)));
        if (rows.stream().anyMatch(r -> r.failed > 0)) {
            columns.add(new Counts("failed", rows.stream().mapToInt(Row::failed)));
        }
        columns.add(best("mAP", Row::map));
        columns.add(reals("± over seeds", Row::mapDeviation));
        columns.add(best("1-NN accuracy", Row::accuracy));
        columns.add(best("1-NN hard AP", Row::hardAp));
        columns.add(reals("collisions %", Row::collisionPercent));
        columns.add(reals("seconds", row -> Math.rint(10 * row.seconds()) / 10));
        return new DataTable(title, columns);
    }

    private Words words(String name, Function<Row, String> of) {
        return new Words(name, rows.stream().map(of).toList());
    }

    private Reals reals(String name, ToDoubleFunction<Row> of) {
        return new Reals(name, rows.stream().mapToDouble(of).toArray());
    }

    /** The best of each length is bold; the floor and real values take no part. */
    private Reals best(String name, ToDoubleFunction<Row> of) {
        double[] values = rows.stream().mapToDouble(of).toArray();
        List<Integer> groups = new ArrayList<>();
        rows.forEach(r -> groups.add(r.hasher.equals(FLOOR) || r.bits == 0 ? null : r.bits));
        return new Reals(name, values, Best.largest(values, groups));
    }

    /**
     * mAP over the length of the code, a line for each hasher and its options, with bars of a standard deviation either
     * way where there are several seeds.
     *
     * @return the chart
     * @throws IllegalStateException if no run succeeded
     */
    public LinePlot chart() {
        Map<String, TreeMap<Integer, Row>> lines = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.runs > 0 && row.bits > 0) {
                String name = row.options.isEmpty() ? row.hasher : row.hasher + ", " + row.options;
                lines.computeIfAbsent(name, n -> new TreeMap<>()).put(row.bits, row);
            }
        }
        if (lines.isEmpty()) {
            throw new IllegalStateException("No run succeeded, so there is nothing to draw.");
        }
        boolean several = rows.stream().anyMatch(r -> !Double.isNaN(r.mapDeviation));
        LinePlot chart = LinePlot.of(
                "mAP by code length" + (several ? ", ± a standard deviation over seeds" : ""),
                Axis.of("bits"),
                Axis.of("mAP (tie-aware)"));
        for (Map.Entry<String, TreeMap<Integer, Row>> line : lines.entrySet()) {
            List<Row> points = List.copyOf(line.getValue().values());
            Line drawn = Line.of(
                            line.getKey(),
                            points.stream().mapToDouble(Row::bits).toArray(),
                            points.stream().mapToDouble(Row::map).toArray())
                    .look(line.getKey().equals(FLOOR) ? Line.Look.FLOOR : Line.Look.DOTTED);
            chart = chart.with(
                    points.stream().allMatch(p -> Double.isNaN(p.mapDeviation))
                            ? drawn
                            : drawn.deviation(points.stream()
                                    .mapToDouble(p -> Double.isNaN(p.mapDeviation) ? 0 : p.mapDeviation)
                                    .toArray()));
        }
        return chart;
    }

    /** The table, in Markdown. */
    @Override
    public String toString() {
        return markdown();
    }
}
