package deephash.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** A table as text that other programs read. */
public final class Export {

    private Export() {}

    /** The table in Markdown, numbers written as in a notebook. */
    public static String markdown(Table table) {
        List<IntFunction<String>> writers =
                table.columns().stream().map(Tables::writer).toList();
        List<String> lines = new ArrayList<>();
        lines.add(row(table.columnNames()));
        lines.add(row(Collections.nCopies(table.columnCount(), "---")));
        for (int row = 0; row < table.rowCount(); row++) {
            int r = row;
            lines.add(row(writers.stream().map(w -> w.apply(r)).toList()));
        }
        return String.join("\n", lines) + "\n";
    }

    /** A row of a Markdown table, without the end of the line: no cell ends early at a bar or a line of its own. */
    public static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** The table as comma-separated values in full precision, with a line of column names. */
    public static String csv(Table table) {
        return table.write().toString("csv");
    }
}
