package deephash.kernel.eval;

import deephash.kernel.eval.error.CellException.Incomplete;
import deephash.kernel.eval.error.ErrorReport;
import deephash.kernel.eval.jshell.Syntax;
import deephash.kernel.eval.text.CellSource;
import deephash.kernel.eval.text.JavaToken;
import deephash.kernel.eval.text.RecordConstructors;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Cuts the text of a cell into the snippets that JShell takes one at a time. */
final class CellSplitter {

    private static final Pattern ANNOTATIONS = Pattern.compile("(?U)(?:@ \\w+ (?:\\. \\w+ )*)+");
    private static final Pattern CHOICE = Pattern.compile("[^:] : $");

    private CellSplitter() {}

    /**
     * The snippets of a cell.
     *
     * @param next called before each snippet is looked for: what it throws ends the work on a long cell
     * @throws Incomplete if the last of them is not whole, so that nothing runs
     */
    static List<CellSource.Piece> pieces(
            CellSource cell, SourceCodeAnalysis analysis, ErrorReport report, Runnable next) {
        List<CellSource.Piece> pieces = new ArrayList<>();
        String rest = cell.text().stripLeading();
        while (!rest.isBlank()) {
            next.run();
            int start = cell.text().length() - rest.length();
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return pieces;
                }
                // Considered incomplete: a header such as "if (a)" alone, which JShell leaves in what remains.
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> throw report.incomplete(cell, start);
                case UNKNOWN -> {
                    int end = endOfDeclaration(rest);
                    if (end == 0) {
                        // A syntax error: let the compiler say which, before anything of the cell runs.
                        return List.of(new CellSource.Piece(start, rest));
                    }
                    pieces.add(RecordConstructors.made(new CellSource.Piece(start, rest.substring(0, end))));
                    rest = rest.substring(end).stripLeading();
                }
                default -> {
                    String source = info.source();
                    // Where a semicolon was missing, the source has it.
                    pieces.add(RecordConstructors.made(new CellSource.Piece(start, source == null ? rest : source)));
                    rest = remaining(info, rest).stripLeading();
                }
            }
        }
        return pieces;
    }

    /**
     * Where a declaration with a body ends that a text begins with; 0 if it begins with none. JShell on JDK 17 does not
     * know {@code non-sealed}, nor a {@code switch} that throws behind an arrow, and takes the rest of the text along.
     */
    private static int endOfDeclaration(String text) {
        int depth = 0;
        for (int at = 0; at < text.length(); ) {
            JavaToken token = JavaToken.at(text, at);
            depth += token.is(text, '{') ? 1 : token.is(text, '}') ? -1 : 0;
            at = token.end();
            if (token.is(text, '}') && depth <= 0) {
                return Syntax.isDeclaration(text.substring(0, at)) ? at : 0;
            }
        }
        return 0;
    }

    /** Whether a text is a whole cell. */
    static Completeness completeness(String cell, SourceCodeAnalysis analysis) {
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return Completeness.COMPLETE;
                }
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return Completeness.INCOMPLETE;
                }
                case UNKNOWN -> {
                    int end = endOfDeclaration(rest);
                    if (end == 0) {
                        return Completeness.INVALID;
                    }
                    rest = rest.substring(end);
                }
                default -> {
                    String remaining = remaining(info, rest);
                    if (remaining.isBlank() && isUnfinished(rest)) {
                        return Completeness.INCOMPLETE;
                    }
                    rest = remaining;
                }
            }
        }
        return Completeness.COMPLETE;
    }

    /**
     * Texts that JShell takes for whole although more must follow: annotations alone, {@code a ? b} without {@code :
     * c}.
     */
    private static boolean isUnfinished(String snippet) {
        StringBuilder code = new StringBuilder();
        int depth = 0;
        for (int at = 0; at < snippet.length(); ) {
            JavaToken token = JavaToken.at(snippet, at);
            depth -= token.is(snippet, ')') ? 1 : 0;
            boolean bracket = depth > 0 || token.is(snippet, '(') || token.is(snippet, ')');
            code.append(token.isCode() && !bracket ? token.of(snippet) + " " : "");
            depth += token.is(snippet, '(') ? 1 : 0;
            at = token.end();
        }
        return ANNOTATIONS.matcher(code).matches() || CHOICE.matcher(code).find();
    }

    /** What follows the first snippet of a text; always shorter than the text, so that every loop over it ends. */
    private static String remaining(CompletionInfo info, String text) {
        String remaining = info.remaining();
        return remaining == null || remaining.length() >= text.length() ? "" : remaining;
    }
}
