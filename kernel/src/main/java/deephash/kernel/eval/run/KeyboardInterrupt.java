package deephash.kernel.eval.run;

/**
 * Thrown inside a cell that is being stopped. An error, so that a cell's {@code catch (Exception e)} does not swallow
 * it, without a trace, since it says nothing about the cell.
 */
public final class KeyboardInterrupt extends Error {

    private static final long serialVersionUID = 1L;

    KeyboardInterrupt() {
        super("The cell was stopped.", null, false, false);
    }
}
