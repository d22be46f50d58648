package deephash.result;

import java.util.List;
import java.util.stream.Collectors;

/** Tables in Markdown. */
public final class Markdown {

    private Markdown() {}

    /**
     * A row of a table, without the end of the line. Bars and line ends inside a cell do not end it.
     *
     * @param cells left to right
     * @return the row
     */
    public static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
