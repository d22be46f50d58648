package deephash.kernel.eval;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;

/** Turns what JShell says into errors that name the user's cells and lines. */
final class ErrorReport {

    private static final String RED = "\u001b[0;31m";
    private static final String GREEN = "\u001b[0;32m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private record Origin(CellSource cell, CellSource.Piece piece) {}

    private final JShell shell;
    private final Map<String, Origin> origins = new HashMap<>();

    ErrorReport(JShell shell) {
        this.shell = shell;
    }

    /** Remembers where a snippet came from, for traces that pass through it later. */
    void remember(Snippet snippet, CellSource cell, CellSource.Piece piece) {
        origins.put(snippet.id(), new Origin(cell, piece));
    }

    CompileError compileError(Snippet snippet, CellSource cell, CellSource.Piece piece) {
        List<String> trace = new ArrayList<>();
        String first = "";
        for (Diag diag : shell.diagnostics(snippet).toList()) {
            if (!diag.isError()) {
                continue;
            }
            String message = diag.getMessage(Locale.getDefault()).strip();
            if (first.isEmpty()) {
                first = message.lines().findFirst().orElse(message);
            }
            int start = piece.start() + (int) Math.max(0, diag.getStartPosition());
            int end = piece.start() + (int) Math.max(diag.getStartPosition() + 1, diag.getEndPosition());
            trace.add(RED + BOLD + "error" + PLAIN + ": " + message);
            trace.addAll(marked(cell, start, end));
        }
        return new CompileError(first, trace);
    }

    private static List<String> marked(CellSource cell, int start, int end) {
        int from = Math.min(start, Math.max(0, cell.text().length() - 1));
        int number = cell.lineAt(from);
        String line = cell.line(number);
        int column = from - cell.lineStart(from);
        int width = Math.max(1, Math.min(end - from, line.length() - column));
        String gutter = String.valueOf(number);
        return List.of(
                "  " + where(cell, number),
                GREEN + gutter + PLAIN + " | " + line,
                " ".repeat(gutter.length()) + " | " + " ".repeat(Math.max(0, column)) + RED + "^".repeat(width)
                        + PLAIN);
    }

    private static String where(CellSource cell, int line) {
        return (cell.number() > 0 ? "cell " + cell.number() : "start-up") + ", line " + line;
    }

    Incomplete incomplete(CellSource cell, int start) {
        String message = "The cell ends in the middle of a statement that begins in line " + cell.lineAt(start)
                + ": is a bracket, a quotation mark or a brace missing?";
        return new Incomplete(message, List.of(RED + "IncompleteCell" + PLAIN + ": " + message));
    }

    Interrupted stopped(CellSource cell, @Nullable Duration timeout) {
        String message = "cell " + cell.number() + " was stopped";
        return new Interrupted(message, List.of(RED + "KeyboardInterrupt" + PLAIN + ": " + message));
    }

    RuntimeFailure failure(Throwable thrown, JShellException translated, CellSource cell) {
        List<String> trace = new ArrayList<>();
        String name = plainName(thrown.getClass());
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        if (translated instanceof UnresolvedReferenceException unresolved) {
            name = "UnresolvedReference";
            message = String.valueOf(unresolved.getMessage());
        }
        trace.add(RED + BOLD + name + PLAIN + (message.isEmpty() ? "" : ": " + message));
        Throwable original = thrown;
        for (Throwable each = translated; each != null; each = each.getCause()) {
            if (each != translated && original != null) {
                trace.add("Caused by: " + RED + original + PLAIN);
            }
            for (StackTraceElement frame : each.getStackTrace()) {
                String file = frame.getFileName();
                Origin origin = file != null && file.startsWith("#") ? origins.get(file.substring(1)) : null;
                if (origin != null) {
                    int line = origin.cell().lineAt(origin.piece().start()) + frame.getLineNumber() - 1;
                    trace.add("    at " + where(origin.cell(), line) + "   "
                            + origin.cell().line(line).strip());
                }
            }
            original = original == null ? null : original.getCause();
        }
        return new RuntimeFailure(name, message, thrown, trace);
    }

    /** What showing a cell's value threw. */
    RuntimeFailure failure(Throwable thrown, CellSource cell) {
        String name = plainName(thrown.getClass());
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        return new RuntimeFailure(
                name,
                message,
                thrown,
                List.of(
                        RED + BOLD + name + PLAIN + (message.isEmpty() ? "" : ": " + message),
                        "    while the value of cell " + cell.number() + " was shown"));
    }

    private static String plainName(Class<?> type) {
        return type.getName().replaceFirst("^REPL\\.\\$JShell\\$[0-9A-Z]+\\$", "");
    }
}
