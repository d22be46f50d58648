package deephash.file;

/** Says that another process, or another thread of this one, is using a file or folder right now. */
public final class InUseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * With the place, who uses it, and what to do.
     *
     * @param message what to show
     */
    public InUseException(String message) {
        super(message);
    }
}
