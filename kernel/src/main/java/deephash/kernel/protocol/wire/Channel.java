package deephash.kernel.protocol.wire;

/** The sockets on which a kernel is asked. */
public enum Channel {
    /** Cells, completion and everything that waits its turn. */
    SHELL(0),
    /** Interrupt and shutdown, which do not wait. */
    CONTROL(1),
    /** Answers of a user whom a cell asks. */
    STDIN(2);

    /** Where its socket stands among the sockets. */
    final int index;

    Channel(int index) {
        this.index = index;
    }

    static final Channel[] ALL = values();
}
