package deephash.kernel.eval.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a cell did not end well. */
public abstract sealed class CellException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> trace;

    private CellException(String message, @Nullable Throwable cause, List<String> trace, boolean stack) {
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

    /** The compiler refused a cell; nothing of the refused statement has run. */
    public static final class CompileError extends CellException {

        private static final long serialVersionUID = 1L;

        CompileError(String message, List<String> trace) {
            super(message, null, trace, false);
        }

        @Override
        public String errorName() {
            return "CompileError";
        }
    }

    /** A cell ends in the middle of a statement; nothing of it has run. */
    public static final class Incomplete extends CellException {

        private static final long serialVersionUID = 1L;

        Incomplete(String message, List<String> trace) {
            super(message, null, trace, false);
        }

        @Override
        public String errorName() {
            return "IncompleteCell";
        }
    }

    /** A cell was stopped; what it had assigned before stays assigned. */
    public static final class Interrupted extends CellException {

        private static final long serialVersionUID = 1L;

        Interrupted(String message, List<String> trace) {
            super(message, null, trace, false);
        }

        @Override
        public String errorName() {
            return "KeyboardInterrupt";
        }
    }

    /** A cell threw an exception, which is the {@link #getCause() cause}. */
    public static final class RuntimeFailure extends CellException {

        private static final long serialVersionUID = 1L;

        private final String name;
        private final Throwable thrown;

        RuntimeFailure(String name, String message, Throwable thrown, List<String> trace) {
            this(name, message, thrown, trace, false);
        }

        private RuntimeFailure(String name, String message, Throwable thrown, List<String> trace, boolean stack) {
            super(message, thrown, trace, stack);
            this.name = name;
            this.thrown = thrown;
        }

        /**
         * The failure of something that is not Java, such as a magic. It has a stack of its own, in which the lines of
         * the cell are found that led to it.
         *
         * @param name of the error, for a client
         * @param message for the user
         * @param thrown what went wrong
         */
        public static RuntimeFailure of(String name, String message, Throwable thrown) {
            return new RuntimeFailure(
                    name,
                    message,
                    thrown,
                    List.of(Colour.RED + Colour.BOLD + name + Colour.PLAIN + ": " + message),
                    true);
        }

        /** What the cell threw, with its whole stack. */
        public Throwable thrown() {
            return thrown;
        }

        @Override
        public String errorName() {
            return name;
        }
    }
}
