package deephash.kernel.eval;

import java.util.List;

/** A cell threw an exception, which is the {@link #getCause() cause}. */
public final class RuntimeFailure extends CellException {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final Throwable thrown;

    RuntimeFailure(String name, String message, Throwable thrown, List<String> trace) {
        super(message, thrown, trace);
        this.name = name;
        this.thrown = thrown;
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
