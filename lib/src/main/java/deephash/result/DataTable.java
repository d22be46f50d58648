package deephash.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A table as a value. A notebook shows it; {@code Tables.tablesaw(table)} makes a Tablesaw table of it, to sort, filter
 * and join.
 *
 * @param title what it is of
 * @param columns left to right, of one length, with different names
 */
public record DataTable(String title, List<Column> columns) {

    private static final CSVFormat CSV =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    /** A column: its name, and a value a row. */
    public sealed interface Column permits Words, Counts, Reals {
        /**
         * Its name.
         *
         * @return the head of the column
         */
        String name();

        /**
         * How many rows it has.
         *
         * @return the number of values
         */
        int size();
    }

    /**
     * Text.
     *
     * @param name of the column
     * @param values one a row
     */
    public record Words(String name, List<String> values) implements Column {
        /** Copies the list. */
        public Words {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }
    }

    /**
     * Whole numbers.
     *
     * @param name of the column
     * @param values one a row, empty where there is none
     */
    public record Counts(String name, List<OptionalInt> values) implements Column {
        /** Copies the list. */
        public Counts {
            values = List.copyOf(values);
        }

        /** A whole number in every row. */
        Counts(String name, IntStream values) {
            this(name, values.mapToObj(OptionalInt::of).toList());
        }

        @Override
        public int size() {
            return values.size();
        }
    }

    /**
     * Real numbers.
     *
     * @param name of the column
     * @param values one a row, NaN where there is none
     * @param best rows, from 0, whose value is shown bold
     */
    public record Reals(String name, double[] values, List<Integer> best) implements Column {
        /** Copies the list. */
        public Reals {
            best = List.copyOf(best);
        }

        /** None shown bold. */
        public Reals(String name, double[] values) {
            this(name, values, List.of());
        }

        @Override
        public int size() {
            return values.length;
        }
    }

    /** Copies the list and checks the lengths. */
    public DataTable {
        columns = List.copyOf(columns);
        for (Column column : columns) {
            if (column.size() != columns.get(0).size()) {
                throw new IllegalArgumentException("Column \"" + column.name() + "\" of \"" + title + "\" has "
                        + column.size() + " values, the first has "
                        + columns.get(0).size() + ".");
            }
        }
    }

    /** A table of some columns. */
    static DataTable of(String title, Column... columns) {
        return new DataTable(title, List.of(columns));
    }

    /**
     * How many rows it has.
     *
     * @return the number of rows
     */
    public int rowCount() {
        return columns.isEmpty() ? 0 : columns.get(0).size();
    }

    /**
     * The heads of the columns.
     *
     * @return left to right
     */
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /**
     * The text of a column.
     *
     * @param column its name
     * @return a text a row
     * @throws IllegalArgumentException if there is no such column of text
     */
    public List<String> words(String column) {
        return column(column, Words.class).values();
    }

    /**
     * The whole numbers of a column.
     *
     * @param column its name
     * @return a number a row, empty where there is none
     * @throws IllegalArgumentException if there is no such column of whole numbers
     */
    public List<OptionalInt> counts(String column) {
        return column(column, Counts.class).values();
    }

    /**
     * The real numbers of a column.
     *
     * @param column its name
     * @return a number a row, NaN where there is none
     * @throws IllegalArgumentException if there is no such column of real numbers
     */
    public double[] reals(String column) {
        return column(column, Reals.class).values().clone();
    }

    private <C extends Column> C column(String name, Class<C> kind) {
        return columns.stream()
                .filter(c -> c.name().equals(name) && kind.isInstance(c))
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No column \"" + name + "\" of "
                        + kind.getSimpleName().toLowerCase(java.util.Locale.ROOT) + " in \"" + title + "\". It has: "
                        + String.join(
                                ", ",
                                columns.stream()
                                        .map(c -> c.name() + " ("
                                                + c.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)
                                                + ")")
                                        .toList())
                        + "."));
    }

    /**
     * The table in Markdown.
     *
     * @return with numbers written as in a notebook
     */
    public String markdown() {
        List<IntFunction<String>> writers = columns.stream()
                .map(column -> {
                    IntFunction<String> plain = writer(column);
                    return (IntFunction<String>)
                            row -> isBest(column, row) ? "**" + plain.apply(row) + "**" : plain.apply(row);
                })
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(Markdown.row(columnNames()));
        lines.add(Markdown.row(Collections.nCopies(columns.size(), "---")));
        for (int row = 0; row < rowCount(); row++) {
            int r = row;
            lines.add(Markdown.row(writers.stream().map(w -> w.apply(r)).toList()));
        }
        return String.join("\n", lines) + "\n";
    }

    /**
     * The table in LaTeX.
     *
     * @return a {@code tabular} for the package booktabs, with numbers written as in a notebook and the best bold
     */
    public String latex() {
        List<IntFunction<String>> writers =
                columns.stream().map(DataTable::writer).toList();
        return Latex.table(
                columnNames(),
                columns.stream().map(column -> !(column instanceof Words)).toList(),
                IntStream.range(0, rowCount())
                        .mapToObj(row -> IntStream.range(0, columns.size())
                                .mapToObj(c -> Latex.cell(writers.get(c).apply(row), isBest(columns.get(c), row)))
                                .toList())
                        .toList());
    }

    /**
     * Whether a cell is shown bold.
     *
     * @param column one of the columns
     * @param row from 0
     * @return true for what a column of real numbers names as best
     */
    public static boolean isBest(Column column, int row) {
        return column instanceof Reals reals && reals.best().contains(row);
    }

    private static IntFunction<String> writer(Column column) {
        if (column instanceof Words words) {
            return words.values()::get;
        }
        if (column instanceof Reals reals) {
            return Numbers.writer(reals.values());
        }
        return Numbers.writer(((Counts) column)
                .values().stream()
                        .mapToDouble(v -> v.isPresent() ? v.getAsInt() : Double.NaN)
                        .toArray());
    }

    /**
     * The table as comma-separated values.
     *
     * @return in full precision, with a line of column names; a missing number is empty
     */
    public String csv() {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter out = new CSVPrinter(text, CSV)) {
            out.printRecord(columnNames());
            for (int row = 0; row < rowCount(); row++) {
                for (Column column : columns) {
                    out.print(exact(column, row));
                }
                out.println();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String exact(Column column, int row) {
        if (column instanceof Words words) {
            return words.values().get(row);
        }
        if (column instanceof Counts counts) {
            OptionalInt value = counts.values().get(row);
            return value.isPresent() ? String.valueOf(value.getAsInt()) : "";
        }
        double value = ((Reals) column).values()[row];
        return Double.isNaN(value) ? "" : String.valueOf(value);
    }

    /** The table, in Markdown. */
    @Override
    public String toString() {
        return markdown();
    }
}
