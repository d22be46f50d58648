package deephash.data.source;

import org.jspecify.annotations.Nullable;

/** A data set was not found, cannot be read, or does not fit the options. The message says what to do. */
public final class DatasetException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** What was asked, what was found, what is allowed, and what to do next. */
    public DatasetException(String message) {
        super(message);
    }

    /** The same, after a failure underneath. */
    public DatasetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
