package deephash.kernel.eval.error;

import static deephash.kernel.eval.error.Colour.BLUE;
import static deephash.kernel.eval.error.Colour.BOLD;
import static deephash.kernel.eval.error.Colour.GREEN;
import static deephash.kernel.eval.error.Colour.PLAIN;
import static deephash.kernel.eval.error.Colour.RED;

import deephash.kernel.eval.error.CellException.CompileError;
import deephash.kernel.eval.error.CellException.Incomplete;
import deephash.kernel.eval.error.CellException.Interrupted;
import deephash.kernel.eval.error.CellException.RuntimeFailure;
import deephash.kernel.eval.jshell.Diagnostics;
import deephash.kernel.eval.state.BrokenDeclarations;
import deephash.kernel.eval.text.CellSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;

/** Turns what JShell says into errors that name the user's cells and lines. */
public final class ErrorReport {

    /** Further errors of one statement mostly repeat these. */
    private static final int MOST_ERRORS = 5;

    /** A longer line is cut to the part around the error. */
    private static final int LONGEST_LINE = 200;

    private final JShell shell;
    private final Hints hints;
    private final BrokenDeclarations reasons;
    private final Traces traces;
    private final Messages messages;

    public ErrorReport(JShell shell, Hints hints, BrokenDeclarations reasons, Traces traces, Messages messages) {
        this.messages = messages;
        this.shell = shell;
        this.reasons = reasons;
        this.hints = hints;
        this.traces = traces;
    }

    public CompileError compileError(Snippet snippet, CellSource cell, CellSource.Piece piece) {
        return compileError(shell.diagnostics(snippet).toList(), cell, piece);
    }

    public CompileError compileError(List<Diag> diagnostics, CellSource cell, CellSource.Piece piece) {
        List<String> trace = new ArrayList<>();
        String first = "";
        int errors = 0;
        for (Diag diag : diagnostics) {
            if (!diag.isError() || errors++ >= MOST_ERRORS) {
                continue;
            }
            String message = Diagnostics.message(diag);
            int at = (int) Math.max(0, diag.getStartPosition());
            List<String> advice = hints.about(message, piece.text(), at);
            if (first.isEmpty()) {
                first = message.lines().findFirst().orElse(message)
                        + (advice.isEmpty() ? "" : ". " + String.join(" ", advice));
            }
            trace.add(RED + BOLD + "error" + PLAIN + ": " + withoutWrapper(message));
            int end = (int) Math.max(at + 1, diag.getEndPosition());
            trace.addAll(marked(cell, piece.inCell(at), piece.inCell(end)));
            advice.forEach(each -> trace.add("  " + BLUE + each + PLAIN));
        }
        if (errors > MOST_ERRORS) {
            trace.add("… and " + (errors - MOST_ERRORS) + " more");
        }
        if (trace.isEmpty()) {
            first = "The compiler refused this without saying why.";
            trace.add(first);
        }
        return new CompileError(first, trace);
    }

    /** Without the lines that name what a cell is wrapped in. */
    private static String withoutWrapper(String message) {
        return message.lines()
                .filter(line -> !line.strip().matches("location: class|location:"))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> marked(CellSource cell, int start, int end) {
        int from = Math.min(start, Math.max(0, cell.text().length() - 1));
        int number = cell.lineAt(from);
        String line = cell.line(number);
        int column = from - cell.lineStart(from);
        int width = Math.max(1, Math.min(end - from, line.length() - column));
        if (line.length() > LONGEST_LINE) {
            int cut = Math.max(0, Math.min(column, line.length()) - LONGEST_LINE / 3);
            line = line.substring(cut, Math.min(line.length(), cut + LONGEST_LINE));
            column -= cut;
            width = Math.max(1, Math.min(width, line.length() - column));
        }
        String gutter = String.valueOf(number);
        String before =
                line.substring(0, Math.min(Math.max(0, column), line.length())).replaceAll("[^\t]", " ");
        return List.of(
                "  " + Traces.where(cell, number),
                GREEN + gutter + PLAIN + " | " + line,
                " ".repeat(gutter.length()) + " | " + before + RED + "^".repeat(width) + PLAIN);
    }

    public Incomplete incomplete(CellSource cell, int start) {
        String message = "The cell ends in the middle of a statement that begins in line " + cell.lineAt(start)
                + ": is a bracket, a quotation mark or a brace missing?";
        return new Incomplete(message, List.of(RED + "IncompleteCell" + PLAIN + ": " + message));
    }

    public Interrupted stopped(CellSource cell, @Nullable Duration timeout) {
        String message = timeout == null
                ? "Cell " + cell.number() + " was stopped. What it had assigned stays assigned."
                : "Cell " + cell.number() + " was stopped, by you or after its time limit of " + timeout.toSeconds()
                        + " s. What it had assigned stays assigned.";
        return new Interrupted(message, List.of(RED + "KeyboardInterrupt" + PLAIN + ": " + message));
    }

    public RuntimeFailure failure(Throwable thrown, Throwable translated) {
        if (translated instanceof UnresolvedReferenceException unresolved) {
            return unresolved(thrown, unresolved);
        }
        return new RuntimeFailure(
                Messages.name(thrown), messages.of(thrown), thrown, traces.of(thrown, translated.getStackTrace()));
    }

    /** An error with one more piece of advice, in its message and behind its trace; as it is if there is none. */
    public RuntimeFailure withAdvice(RuntimeFailure failure, String advice) {
        if (advice.isEmpty()) {
            return failure;
        }
        List<String> trace = new ArrayList<>(failure.trace());
        trace.add("  " + BLUE + advice + PLAIN);
        return new RuntimeFailure(failure.errorName(), failure.errorValue() + ". " + advice, failure.thrown(), trace);
    }

    /** An error with its own trace, such as a magic's, and the lines of the cell that led to it. */
    public CellException within(CellException inner, Throwable translated) {
        if (!(inner instanceof RuntimeFailure failure)) {
            return inner;
        }
        List<String> trace = new ArrayList<>(failure.trace());
        trace.addAll(traces.ofCells(translated.getStackTrace()));
        return new RuntimeFailure(failure.errorName(), failure.errorValue(), failure.thrown(), trace);
    }

    private RuntimeFailure unresolved(Throwable thrown, UnresolvedReferenceException exception) {
        DeclarationSnippet snippet = exception.getSnippet();
        String message = snippet.name() + " cannot be used" + reasons.why(snippet);
        List<String> trace = new ArrayList<>();
        trace.add(RED + BOLD + "UnresolvedReference" + PLAIN + ": " + message);
        traces.addFrames(exception.getStackTrace(), trace);
        return new RuntimeFailure("UnresolvedReference", message, thrown, trace);
    }

    /** Says which declarations of a cell cannot be used yet, and why; empty if all can. */
    public List<String> notes(List<Snippet> declared) {
        Map<String, String> notes = new LinkedHashMap<>();
        for (Snippet each : declared) {
            if (reasons.waits(each) && each instanceof DeclarationSnippet declaration) {
                List<String> advice = new ArrayList<>();
                shell.unresolvedDependencies(declaration)
                        .forEach(name -> advice.addAll(hints.aboutUnresolved(declaration.name(), name)));
                notes.put(
                        declaration.name(),
                        declaration.name() + " is declared, but cannot be used" + reasons.why(each)
                                + (advice.isEmpty() ? "" : " " + String.join(" ", advice)));
            }
        }
        return List.copyOf(notes.values());
    }

    /** What showing a cell's value threw. */
    public RuntimeFailure failure(Throwable thrown, CellSource cell) {
        String name = Messages.name(thrown);
        String message = messages.of(thrown);
        return new RuntimeFailure(
                name,
                message,
                thrown,
                List.of(
                        RED + BOLD + name + PLAIN + (message.isEmpty() ? "" : ": " + message),
                        "    while the value of cell " + cell.number() + " was shown"));
    }

    /** The failure of a cell that is not Java, with the lines of Java cells that it has called. */
    public RuntimeFailure failure(Throwable thrown) {
        String name = Messages.name(thrown);
        String message = messages.of(thrown);
        List<String> trace = new ArrayList<>();
        trace.add(RED + BOLD + name + PLAIN + (message.isEmpty() ? "" : ": " + message));
        trace.addAll(traces.ofCells(thrown));
        return new RuntimeFailure(name, message, thrown, trace);
    }
}
