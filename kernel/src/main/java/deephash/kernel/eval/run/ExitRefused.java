package deephash.kernel.eval.run;

/** A cell called {@code System.exit} or what comes to the same. */
public final class ExitRefused extends Error {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Refuses.
     *
     * @param call as the user wrote it, such as {@code System.exit}
     */
    ExitRefused(String call, int status) {
        super(call + "(" + status + ") would end the kernel and lose every variable, so it was not done."
                + " To start afresh, restart the kernel; to leave a cell early, throw an exception.");
        this.status = status;
    }

    /** What the process would have ended with. */
    public int status() {
        return status;
    }
}
