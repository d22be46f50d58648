package deephash.kernel.eval.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a cell did not end well. */
public abstract sealed class CellException extends RuntimeException
        permits CompileError, RuntimeFailure, Interrupted, Incomplete {

    private static final long serialVersionUID = 1L;

    private final transient List<String> trace;

    CellException(String message, @Nullable Throwable cause, List<String> trace) {
        this(message, cause, trace, false);
    }

    /** With a stack, if it is made on the way through a cell, whose lines are to be found. */
    CellException(String message, @Nullable Throwable cause, List<String> trace, boolean stack) {
        super(message, cause, false, stack);
        this.trace = List.copyOf(trace);
    }

    /** The name of the error: {@code CompileError}, {@code KeyboardInterrupt}, or the exception's class. */
    public abstract String errorName();

    /** The error's message in one line or more. */
    public String errorValue() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** What to show a user, line by line, with ANSI colours. */
    public List<String> trace() {
        return trace;
    }
}
