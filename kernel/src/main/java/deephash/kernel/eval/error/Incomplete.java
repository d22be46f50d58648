package deephash.kernel.eval.error;

import java.util.List;

/** A cell ends in the middle of a statement; nothing of it has run. */
public final class Incomplete extends CellException {

    private static final long serialVersionUID = 1L;

    Incomplete(String message, List<String> trace) {
        super(message, null, trace);
    }

    @Override
    public String errorName() {
        return "IncompleteCell";
    }
}
