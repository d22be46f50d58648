package deephash.kernel.eval.error;

import java.util.List;

/** A cell was stopped; what it had assigned before stays assigned. */
public final class Interrupted extends CellException {

    private static final long serialVersionUID = 1L;

    Interrupted(String message, List<String> trace) {
        super(message, null, trace);
    }

    @Override
    public String errorName() {
        return "KeyboardInterrupt";
    }
}
