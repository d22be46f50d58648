package deephash.kernel.eval;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Cuts the text of a cell into the snippets that JShell takes one at a time. */
final class CellSplitter {

    private CellSplitter() {}

    /**
     * The snippets of a cell.
     *
     * @throws Incomplete if the last of them is not whole, so that nothing runs
     */
    static List<CellSource.Piece> pieces(CellSource cell, SourceCodeAnalysis analysis, ErrorReport report) {
        List<CellSource.Piece> pieces = new ArrayList<>();
        String rest = cell.text().stripLeading();
        while (!rest.isBlank()) {
            int start = cell.text().length() - rest.length();
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return pieces;
                }
                case DEFINITELY_INCOMPLETE -> throw report.incomplete(cell, start);
                case UNKNOWN -> {
                    // A syntax error: let the compiler say which, before anything of the cell runs.
                    return List.of(new CellSource.Piece(start, rest));
                }
                default -> {
                    String source = info.source();
                    // Where a semicolon was missing, the source has it.
                    pieces.add(new CellSource.Piece(start, source == null ? rest : source));
                    rest = remaining(info).stripLeading();
                }
            }
        }
        return pieces;
    }

    /** Whether a text is a whole cell. */
    static CellEvaluator.Completeness completeness(String cell, SourceCodeAnalysis analysis) {
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return CellEvaluator.Completeness.COMPLETE;
                }
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return CellEvaluator.Completeness.INCOMPLETE;
                }
                case UNKNOWN -> {
                    return CellEvaluator.Completeness.INVALID;
                }
                default -> rest = remaining(info);
            }
        }
        return CellEvaluator.Completeness.COMPLETE;
    }

    private static String remaining(CompletionInfo info) {
        String remaining = info.remaining();
        return remaining == null ? "" : remaining;
    }
}
