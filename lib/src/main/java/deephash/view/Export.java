package deephash.view;

import deephash.result.Markdown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import tech.tablesaw.api.Table;

/** A Tablesaw table as text that other programs read. */
public final class Export {

    private Export() {}

    /**
     * The table in Markdown, numbers written as in a notebook.
     *
     * @param table to write
     * @return lines of Markdown
     */
    public static String markdown(Table table) {
        List<IntFunction<String>> writers =
                table.columns().stream().map(Tables::writer).toList();
        List<String> lines = new ArrayList<>();
        lines.add(Markdown.row(table.columnNames()));
        lines.add(Markdown.row(Collections.nCopies(table.columnCount(), "---")));
        for (int row = 0; row < table.rowCount(); row++) {
            int r = row;
            lines.add(Markdown.row(writers.stream().map(w -> w.apply(r)).toList()));
        }
        return String.join("\n", lines) + "\n";
    }

    /**
     * The table as comma-separated values in full precision, with a line of column names.
     *
     * @param table to write
     * @return lines of values
     */
    public static String csv(Table table) {
        return table.write().toString("csv");
    }
}
