package deephash.model;

/** A saved model that cannot be read: incomplete, damaged, or written by a newer version. Says which, and where. */
public final class ModelFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * A refusal.
     *
     * @param message what was found, and what to do
     */
    public ModelFormatException(String message) {
        super(message);
    }

    /**
     * A refusal because something else failed.
     *
     * @param message what was found, and what to do
     * @param cause what failed
     */
    public ModelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
