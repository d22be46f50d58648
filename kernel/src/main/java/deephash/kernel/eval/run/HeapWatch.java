package deephash.kernel.eval.run;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a cell has filled the heap before the JVM says so: with hardly any room left, G1 collects garbage for
 * minutes, and nobody is answered meanwhile. The rule is that of the parallel collector's "GC overhead limit".
 */
public final class HeapWatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 500;

    /** The heap is nearly full while less than this part of it has room. */
    private static final int LEAST_ROOM = 12;

    /** For this long the heap must be nearly full, and most of the time go into collecting. */
    private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final int MOST_PERCENT = 85;

    private final Runnable full;
    private final Thread thread;
    private boolean running;
    private boolean closed;
    private @Nullable List<GarbageCollectorMXBean> collectors;
    private boolean nearlyFull;
    private long since;
    private long collectedBefore;

    /**
     * Watches while cells run.
     *
     * @param full called once a cell when the heap is full
     */
    public HeapWatch(Runnable full) {
        this.full = full;
        thread = new Thread(this::watch, "heap watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says that a cell begins. */
    public synchronized void begin() {
        running = true;
        nearlyFull = false;
        notifyAll();
    }

    /** Says that the cell has ended. */
    public synchronized void end() {
        running = false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void watch() {
        while (true) {
            try {
                if (!await()) {
                    return;
                }
                if (isFull()) {
                    end();
                    full.run();
                }
            } catch (InterruptedException byACell) {
                // A cell may interrupt all threads of its group.
            } catch (OutOfMemoryError e) {
                MemoryReserve.give();
            }
        }
    }

    /** Waits for the next look; false if there will be none. */
    @SuppressWarnings("WaitNotInLoop") // a wake-up without a reason only brings the next look forward
    private synchronized boolean await() throws InterruptedException {
        if (running && !closed) {
            wait(LOOK_MILLIS);
        }
        while (!running && !closed) {
            wait();
        }
        return !closed;
    }

    private boolean isFull() {
        if (MemoryReserve.room() > Runtime.getRuntime().maxMemory() / LEAST_ROOM) {
            nearlyFull = false;
            return false;
        }
        long now = System.nanoTime();
        long collected = collectedMillis();
        if (!nearlyFull) {
            nearlyFull = true;
            since = now;
            collectedBefore = collected;
        }
        long collecting = TimeUnit.MILLISECONDS.toNanos(collected - collectedBefore);
        return now - since > FULL_NANOS && collecting / MOST_PERCENT * 100 > now - since;
    }

    private long collectedMillis() {
        List<GarbageCollectorMXBean> known = collectors;
        if (known == null) {
            known = ManagementFactory.getGarbageCollectorMXBeans();
            collectors = known;
        }
        long millis = 0;
        for (GarbageCollectorMXBean each : known) {
            millis += each.getCollectionTime();
        }
        return millis;
    }
}
