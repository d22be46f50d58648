package deephash.kernel.protocol;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds back a cell that displays in a loop: a burst passes at once, then no more than a client can draw. Nothing is
 * lost, and a stop is not followed by seconds of what had piled up.
 */
final class DisplayRate {

    private static final int BURST = 200;
    private static final long NANOS_EACH = TimeUnit.SECONDS.toNanos(1) / 200;

    private long free = System.nanoTime() - BURST * NANOS_EACH;

    /** Waits for this thread's turn; an interrupt ends the wait and stays set. */
    void await() {
        long until;
        synchronized (this) {
            long now = System.nanoTime();
            free = Math.max(free, now - BURST * NANOS_EACH) + NANOS_EACH;
            until = free;
        }
        long wait;
        while ((wait = until - System.nanoTime()) > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(wait);
        }
    }
}
