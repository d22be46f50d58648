package deephash.kernel.eval.error;

import java.util.List;

/** The compiler refused a cell; nothing of the refused statement has run. */
public final class CompileError extends CellException {

    private static final long serialVersionUID = 1L;

    CompileError(String message, List<String> trace) {
        super(message, null, trace);
    }

    @Override
    public String errorName() {
        return "CompileError";
    }
}
