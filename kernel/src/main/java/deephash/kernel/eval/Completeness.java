package deephash.kernel.eval;

/** Whether a text is a whole cell. */
public enum Completeness {
    /** It can be evaluated. */
    COMPLETE,
    /** More must follow. */
    INCOMPLETE,
    /** No continuation makes it valid. */
    INVALID
}
