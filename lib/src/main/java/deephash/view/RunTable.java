package deephash.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The runs of a grid: a row for all runs that differ in their seed only.
 *
 * @param title what they have in common: the data, the split, the options
 * @param rows in the order of the grid
 */
public record RunTable(String title, List<Row> rows) implements Tabular {

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

    /** One Tablesaw row a row. */
    @Override
    public Table table() {
        Table table = Table.create(title, strings("hasher", Row::hasher), bits());
        if (rows.stream().anyMatch(r -> !r.options.isEmpty())) {
            table.addColumns(strings("options", Row::options));
        }
        table.addColumns(ints("runs", Row::runs));
        if (rows.stream().anyMatch(r -> r.failed > 0)) {
            table.addColumns(ints("failed", Row::failed));
        }
        return table.addColumns(
                doubles("mAP", Row::map),
                doubles("± over seeds", Row::mapDeviation),
                doubles("1-NN accuracy", Row::accuracy),
                doubles("1-NN hard AP", Row::hardAp),
                doubles("collisions %", Row::collisionPercent),
                doubles("seconds", row -> Math.rint(10 * row.seconds()) / 10));
    }

    private IntColumn bits() {
        IntColumn bits = IntColumn.create("bits");
        for (Row row : rows) {
            bits = row.bits == 0 ? bits.appendMissing() : bits.append(row.bits);
        }
        return bits;
    }

    private StringColumn strings(String name, java.util.function.Function<Row, String> of) {
        return StringColumn.create(name, rows.stream().map(of).toList());
    }

    private IntColumn ints(String name, ToIntFunction<Row> of) {
        return IntColumn.create(name, rows.stream().mapToInt(of).toArray());
    }

    private DoubleColumn doubles(String name, ToDoubleFunction<Row> of) {
        return DoubleColumn.create(name, rows.stream().mapToDouble(of).toArray());
    }

    /**
     * mAP over the length of the code, a line for each hasher and its options.
     *
     * @throws IllegalStateException if no run succeeded
     */
    public XYChart chart() {
        Map<String, TreeMap<Integer, Double>> lines = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.runs > 0 && row.bits > 0) {
                String name = row.options.isEmpty() ? row.hasher : row.hasher + ", " + row.options;
                lines.computeIfAbsent(name, n -> new TreeMap<>()).put(row.bits, row.map);
            }
        }
        if (lines.isEmpty()) {
            throw new IllegalStateException("No run succeeded, so there is nothing to draw.");
        }
        return Charts.byBits("mAP by code length", lines);
    }
}
