package deephash.result;

import java.util.List;
import java.util.stream.Collectors;

/** Tables in LaTeX, with the rules of the package booktabs. */
public final class Latex {

    private Latex() {}

    /**
     * A table.
     *
     * @param head a cell a column, plain text
     * @param numbers for each column whether it holds numbers, which are set to the right
     * @param rows the cells of each row, as {@link #cell} makes them
     * @return a {@code tabular} environment; the preamble needs {@code \}{@code usepackage{booktabs}}
     */
    public static String table(List<String> head, List<Boolean> numbers, List<List<String>> rows) {
        String columns = numbers.stream().map(n -> n ? "r" : "l").collect(Collectors.joining());
        StringBuilder text = new StringBuilder("\\begin{tabular}{" + columns + "}\n\\toprule\n");
        text.append(line(head.stream().map(h -> cell(h, false)).toList())).append("\\midrule\n");
        rows.forEach(row -> text.append(line(row)));
        return text.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    private static String line(List<String> cells) {
        return String.join(" & ", cells) + " \\\\\n";
    }

    /**
     * A cell.
     *
     * @param plain text; what is special to LaTeX is escaped
     * @param bold whether it is the best of its column
     * @return for {@link #table}
     */
    public static String cell(String plain, boolean bold) {
        String escaped = plain.codePoints().mapToObj(Latex::escaped).collect(Collectors.joining());
        return bold ? "\\textbf{" + escaped + "}" : escaped;
    }

    private static String escaped(int character) {
        return switch (character) {
            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + (char) character;
            case '\\' -> "\\textbackslash{}";
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '\n' -> " ";
            case '±' -> "$\\pm$";
            case '–' -> "--";
            case 'μ' -> "$\\mu$";
            case 'β' -> "$\\beta$";
            case 'σ' -> "$\\sigma$";
            case 'τ' -> "$\\tau$";
            case '×' -> "$\\times$";
            case '≥' -> "$\\geq$";
            case '≤' -> "$\\leq$";
            case '−' -> "$-$";
            default -> Character.toString(character);
        };
    }
}
