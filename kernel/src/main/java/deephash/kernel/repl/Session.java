package deephash.kernel.repl;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.Dialect;
import deephash.kernel.eval.error.CellException;
import deephash.kernel.eval.error.Colour;
import deephash.kernel.eval.run.ExitRefused;
import deephash.kernel.library.Rendering;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What was entered so far, and how it is evaluated: the part that the prompt and a script share. */
final class Session {

    private final CellEvaluator cells;
    private final Dialect dialect;
    private final PrintWriter out;
    private final boolean prompt;
    private final List<Entered> entered = new ArrayList<>();
    private int number;
    private boolean left;
    private int status;

    /**
     * Begins with nothing entered.
     *
     * @param prompt whether a user enters it, who wants colours, and not to be left
     */
    Session(CellEvaluator cells, Dialect dialect, PrintWriter out, boolean prompt) {
        this.cells = cells;
        this.dialect = dialect;
        this.out = out;
        this.prompt = prompt;
    }

    CellEvaluator cells() {
        return cells;
    }

    Dialect dialect() {
        return dialect;
    }

    PrintWriter out() {
        return out;
    }

    /** Says a line, and that it did. */
    boolean say(String line) {
        out.println(line);
        out.flush();
        return true;
    }

    /** Nothing more is to be evaluated. */
    void leave(int status) {
        left = true;
        this.status = status;
    }

    /** Whether the user, or a script, left. */
    boolean isLeft() {
        return left;
    }

    /** What the process ends with, if the user left. */
    int status() {
        return status;
    }

    /**
     * A piece of Java that was evaluated without an error.
     *
     * @param number of its cell, as traces call it
     */
    record Entered(int number, String source) {}

    /** What was evaluated without an error, in order. */
    List<Entered> entered() {
        return List.copyOf(entered);
    }

    /**
     * Evaluates a piece of Java.
     *
     * @param shown whether its value is
     * @return whether it went well; an error has been shown
     */
    boolean eval(String source, boolean shown) {
        number++;
        try {
            Bundle value = dialect.eval(
                    cells, source, number, null, each -> each == null || !shown ? null : Rendering.of(each));
            if (value != null) {
                Display.current().display(value, null);
            }
            entered.add(new Entered(number, source));
            return true;
        } catch (CellException e) {
            if (!prompt && e.getCause() instanceof ExitRefused exit) {
                leave(exit.status());
                return true;
            }
            e.trace().forEach(line -> out.println(prompt ? line : Colour.without(line)));
        } catch (RuntimeException e) {
            // a magic's
            out.println(e.getMessage());
        } catch (StackOverflowError | OutOfMemoryError e) {
            // the compiler's
            out.println(e);
        } finally {
            out.flush();
        }
        return false;
    }
}
