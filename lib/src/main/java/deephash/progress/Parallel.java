package deephash.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Splits work over many items into chunks and does them on all cores. The chunks are the same however many cores there
 * are, so that work which keeps one partial result a chunk, and adds these in order, gives the same result everywhere.
 */
public final class Parallel {

    private static final long BAR_AFTER_NANOS = 700_000_000L;

    private Parallel() {}

    /** The work on the items {@code from} (inclusive) to {@code to} (exclusive). */
    @FunctionalInterface
    public interface Chunk {
        /**
         * Does it; called from several threads at once, for different items.
         *
         * @param from the first item
         * @param to the item after the last
         */
        void run(int from, int to);
    }

    /**
     * Does {@code work} for all items 0 to {@code size}, and returns when all is done. Shows a bar if it takes long.
     *
     * @param what the work, as a user would name it
     * @param unit what an item is, in the plural
     * @param size how many items there are
     * @param chunk how many items are given to a thread at a time, at least 1
     * @param work to do
     * @throws CancellationException if the calling thread is interrupted; its interrupt flag stays set
     */
    public static void chunks(String what, String unit, int size, int chunk, Chunk work) {
        int chunks = (int) (((long) size + chunk - 1) / chunk);
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Runnable worker = () -> {
            for (int c = next.getAndIncrement(); c < chunks; c = next.getAndIncrement()) {
                try {
                    work.run(c * chunk, (int) Math.min(size, (c + 1L) * chunk));
                } catch (Throwable t) {
                    failure.compareAndSet(null, t);
                    next.set(chunks);
                }
            }
        };
        List<Thread> helpers = new ArrayList<>();
        for (int t = 1; t < Math.min(chunks, Runtime.getRuntime().availableProcessors()); t++) {
            Thread helper = new Thread(worker, "deephash-" + t);
            helper.setDaemon(true);
            helper.start();
            helpers.add(helper);
        }
        try (Progress progress = new Progress(what, unit, size)) {
            for (int c = next.getAndIncrement(); c < chunks && failure.get() == null; c = next.getAndIncrement()) {
                Screen.checkInterrupted(what);
                work.run(c * chunk, (int) Math.min(size, (c + 1L) * chunk));
                progress.reached(Math.min(size, (long) next.get() * chunk));
            }
        } finally {
            next.set(chunks);
            join(helpers);
        }
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }

    /** Waits for chunks under way: they end soon, and nothing may write into a result after we have returned. */
    private static void join(List<Thread> helpers) {
        boolean interrupted = false;
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A bar that appears only when the work has taken a while. */
    private static final class Progress implements AutoCloseable {
        private final String what;
        private final String unit;
        private final long total;
        private final long start = System.nanoTime();
        private long shown;
        private Screen.@Nullable Bar bar;

        Progress(String what, String unit, long total) {
            this.what = what;
            this.unit = unit;
            this.total = total;
        }

        void reached(long done) {
            if (bar == null) {
                if (System.nanoTime() - start < BAR_AFTER_NANOS) {
                    return;
                }
                bar = Screen.current().bar(what, total, unit);
            }
            if (done > shown) {
                bar.step(done - shown);
                shown = done;
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
