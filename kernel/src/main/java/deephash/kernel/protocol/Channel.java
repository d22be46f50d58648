package deephash.kernel.protocol;

/** The sockets on which a kernel is asked. */
enum Channel {
    /** Cells, completion and everything that waits its turn. */
    SHELL,
    /** Interrupt and shutdown, which do not wait. */
    CONTROL,
    /** Answers of a user whom a cell asks. */
    STDIN;

    static final Channel[] ALL = values();
}
