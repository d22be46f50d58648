package deephash.view;

import deephash.drawing.Html;
import deephash.drawing.View;
import deephash.result.DataTable;
import deephash.result.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Tables in Tablesaw, and how they are shown: their first and last rows, the types in the column heads' tooltips, the
 * size below.
 */
public final class Tables {

    private static final int HEAD = 20;
    private static final int TAIL = 5;

    private Tables() {}

    /**
     * A result's table as a Tablesaw table, to sort, filter, join and write it.
     *
     * @param table such as {@code DeepHash.compare(…).table()}
     * @return the same rows and columns; numbers that are not there are missing
     */
    public static Table tablesaw(DataTable table) {
        Table made = Table.create(table.title());
        for (DataTable.Column column : table.columns()) {
            made.addColumns(tablesaw(column));
        }
        return made;
    }

    private static Column<?> tablesaw(DataTable.Column column) {
        if (column instanceof DataTable.Words words) {
            return StringColumn.create(words.name(), words.values());
        }
        if (column instanceof DataTable.Reals reals) {
            return DoubleColumn.create(reals.name(), reals.values());
        }
        IntColumn made = IntColumn.create(column.name());
        for (OptionalInt value : ((DataTable.Counts) column).values()) {
            made = value.isPresent() ? made.append(value.getAsInt()) : made.appendMissing();
        }
        return made;
    }

    static View view(Table table) {
        return new View(text(table), html(table, (column, row) -> false), null);
    }

    /** A result's table, its best values bold. */
    static View view(DataTable table) {
        Table shown = tablesaw(table);
        String html =
                html(shown, (column, row) -> DataTable.isBest(table.columns().get(column), row));
        return new View(text(shown), html, null);
    }

    /** Says which cells are bold. */
    private interface Bold {
        boolean is(int column, int row);
    }

    private static List<Integer> shownRows(Table table) {
        int n = table.rowCount();
        List<Integer> rows = new ArrayList<>();
        if (n <= HEAD + TAIL + 1) {
            IntStream.range(0, n).forEach(rows::add);
        } else {
            IntStream.range(0, HEAD).forEach(rows::add);
            rows.add(-1);
            IntStream.range(n - TAIL, n).forEach(rows::add);
        }
        return rows;
    }

    /** A table made of columns alone has no name at all. */
    private static boolean isNamed(Table table) {
        String name = table.name();
        return name != null && !name.isEmpty();
    }

    private static boolean isNumber(Column<?> column) {
        ColumnType type = column.type();
        return type == ColumnType.DOUBLE
                || type == ColumnType.FLOAT
                || type == ColumnType.INTEGER
                || type == ColumnType.LONG
                || type == ColumnType.SHORT;
    }

    /**
     * How a column writes its cells: real numbers of one column share their decimals, unless they are of many kinds.
     */
    static IntFunction<String> writer(Column<?> column) {
        if (!(column instanceof NumericColumn<?> numbers)) {
            return row -> column.isMissing(row) ? "" : String.valueOf(column.get(row));
        }
        return Numbers.writer(numbers.asDoubleArray());
    }

    private static String size(Table table) {
        return Numbers.count(table.rowCount()) + (table.rowCount() == 1 ? " row" : " rows") + " × "
                + table.columnCount() + (table.columnCount() == 1 ? " column" : " columns");
    }

    private static String text(Table table) {
        List<Column<?>> columns = table.columns();
        List<Integer> rows = shownRows(table);
        List<StringBuilder> lines = new ArrayList<>();
        for (int i = 0; i < rows.size() + 2; i++) {
            lines.add(new StringBuilder());
        }
        for (Column<?> column : columns) {
            IntFunction<String> cell = writer(column);
            List<String> cells = new ArrayList<>();
            cells.add(column.name());
            for (int row : rows) {
                cells.add(row < 0 ? "…" : cell.apply(row));
            }
            int width = cells.stream().mapToInt(String::length).max().orElse(1);
            String pad = "%" + (isNumber(column) ? "" : "-") + Math.max(1, width) + "s  ";
            lines.get(0).append(String.format(pad, cells.get(0)));
            lines.get(1).append("─".repeat(width)).append("  ");
            for (int i = 1; i < cells.size(); i++) {
                lines.get(i + 1).append(String.format(pad, cells.get(i)));
            }
        }
        StringBuilder text = new StringBuilder();
        if (isNamed(table)) {
            text.append(table.name()).append('\n');
        }
        for (StringBuilder line : lines) {
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.append(size(table)).toString();
    }

    private static String cell(String escaped, boolean bold) {
        return bold ? "<b>" + escaped + "</b>" : escaped;
    }

    private static String html(Table table, Bold bold) {
        StringBuilder html = new StringBuilder();
        html.append("<table style=\"border-collapse:collapse\">");
        if (isNamed(table)) {
            html.append("<caption style=\"caption-side:top;text-align:left;font-weight:600;padding:4px 8px\">")
                    .append(Html.escape(table.name()))
                    .append("</caption>");
        }
        html.append("<thead><tr>");
        for (Column<?> column : table.columns()) {
            html.append("<th style=\"padding:2px 8px;text-align:")
                    .append(isNumber(column) ? "right" : "left")
                    .append("\" title=\"")
                    .append(Html.escape(column.type().name().toLowerCase(Locale.ROOT)))
                    .append("\">")
                    .append(Html.escape(column.name()))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>");
        List<IntFunction<String>> writers =
                table.columns().stream().map(Tables::writer).toList();
        for (int row : shownRows(table)) {
            html.append("<tr>");
            for (int c = 0; c < table.columnCount(); c++) {
                Column<?> column = table.column(c);
                html.append("<td style=\"padding:2px 8px;text-align:")
                        .append(isNumber(column) ? "right" : "left")
                        .append("\">")
                        .append(row < 0 ? "…" : cell(Html.escape(writers.get(c).apply(row)), bold.is(c, row)))
                        .append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table>");
        if (table.rowCount() > HEAD) {
            html.append("<p>").append(size(table)).append("</p>");
        }
        return html.toString();
    }
}
