package deephash.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import tech.tablesaw.api.Table;

/** A table as text that other programs read. */
public final class Export {

    private Export() {}

    /** The table in Markdown, numbers written as in a notebook. */
    public static String markdown(Table table) {
        List<IntFunction<String>> writers =
                table.columns().stream().map(Tables::writer).toList();
        List<String> lines = new ArrayList<>();
        lines.add(line(table.columnNames()));
        lines.add(line(Collections.nCopies(table.columnCount(), "---")));
        for (int row = 0; row < table.rowCount(); row++) {
            int r = row;
            lines.add(line(writers.stream()
                    .map(w -> w.apply(r).replace("|", "\\|").replace("\n", " "))
                    .toList()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** The table as comma-separated values in full precision, with a line of column names. */
    public static String csv(Table table) {
        return table.write().toString("csv");
    }
}
