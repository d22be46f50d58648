package deephash.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Saves results although the thread has been told to stop. Java closes a file that an interrupted thread writes, which
 * would lose just what the stop was meant to keep.
 */
public final class Undisturbed {

    private static final int TRIES = 5;

    private Undisturbed() {}

    /** Writes something. */
    @FunctionalInterface
    public interface Write {
        /** Writes it; may be called again after it was interrupted. */
        void run() throws IOException;
    }

    /**
     * Writes to the end; an interrupt that comes before or meanwhile is set again afterwards.
     *
     * @param write the work
     * @throws IOException if writing fails for another reason
     */
    public static void run(Write write) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            for (int left = TRIES; ; left--) {
                try {
                    write.run();
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    Thread.interrupted();
                    if (left == 1) {
                        throw e;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
