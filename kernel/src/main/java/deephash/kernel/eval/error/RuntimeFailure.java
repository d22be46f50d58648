package deephash.kernel.eval.error;

import java.util.List;

/** A cell threw an exception, which is the {@link #getCause() cause}. */
public final class RuntimeFailure extends CellException {

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
     * The failure of something that is no Java, such as a magic, whose message says all.
     *
     * @param name of the error, for a client
     * @param message for the user
     */
    public static RuntimeFailure of(String name, String message, Throwable thrown) {
        return new RuntimeFailure(
                name, message, thrown, List.of(Colour.RED + Colour.BOLD + name + Colour.PLAIN + ": " + message), true);
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
