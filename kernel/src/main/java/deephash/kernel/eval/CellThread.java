package deephash.kernel.eval;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread that cells run on: always the same one, so that thread-bound state survives from cell to cell, and never
 * the one that compiles, since an interrupt would close the compiler's files.
 */
final class CellThread implements AutoCloseable {

    /** Room for deep recursion: what fits a program's main thread fits a cell. */
    private static final long STACK_BYTES = 16L << 20;

    /** A second stop within this time is only impatience. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final ClassLoader loader;
    private final Object lock = new Object();
    private Worker worker;
    private @Nullable Stop cell;
    private @Nullable Job<?> job;
    private long pressedAt;

    CellThread(ClassLoader loader) {
        this.loader = loader;
        this.worker = new Worker();
    }

    /** Starts a cell: clears the stop of the one before. */
    void begin(@Nullable Object tag) {
        synchronized (lock) {
            if (cell != null && !cell.isAbandoned()) {
                cell.release();
            }
            cell = new Stop(tag);
        }
    }

    /** Whether the caller is a cell. */
    boolean isCurrent() {
        return Thread.currentThread() instanceof Worker;
    }

    /** Whether stop was pressed since {@link #begin}. */
    boolean isStopped() {
        synchronized (lock) {
            return cell != null && cell.isPressed();
        }
    }

    /**
     * Presses stop: the flag for the cell's own loops, an interrupt for what waits and for the library. Pressed again
     * when that has not helped for a while, gives up waiting.
     */
    void interrupt() {
        synchronized (lock) {
            if (cell == null) {
                return;
            }
            long now = System.nanoTime();
            if (cell.isPressed() && job != null && now - pressedAt > PATIENCE_NANOS) {
                abandon();
                return;
            }
            if (!cell.isPressed()) {
                pressedAt = now;
            }
            cell.press();
            if (job != null) {
                worker.interrupt();
            }
        }
    }

    /** Interrupts the stopped cell's thread once more; whether it still runs. */
    boolean interruptAgain() {
        synchronized (lock) {
            boolean runs = cell != null && cell.isPressed() && job != null;
            if (runs) {
                worker.interrupt();
            }
            return runs;
        }
    }

    /** The stack of the running job, outermost last; empty when nothing runs. */
    StackTraceElement[] stack() {
        synchronized (lock) {
            return job == null ? new StackTraceElement[0] : worker.getStackTrace();
        }
    }

    /** Gives up waiting for the running job; its thread goes on until it notices. */
    private void abandon() {
        Job<?> left = job;
        if (left != null) {
            if (left.cell != null) {
                left.cell.abandon();
            }
            worker.abandoned = true;
            StackTraceElement[] where = worker.getStackTrace();
            worker = new Worker();
            job = null;
            for (Job<?> each = left; each != null; each = each.outer) {
                each.fail(new Abandoned(where));
            }
        }
    }

    /**
     * Does work for the cell that calls this, on a thread beside its own; what that work in turn gives to {@link #call}
     * runs on the cell's thread, which waits here. So a cell can evaluate a cell, and no compilation is interrupted.
     */
    <T extends @Nullable Object> T beside(Callable<? extends T> work) throws Throwable {
        if (!(Thread.currentThread() instanceof Worker cellThread)) {
            throw new IllegalStateException("Only a cell can have work done beside it.");
        }
        FutureTask<T> task = new FutureTask<>(work::call);
        Job<Object> end = new Job<>(() -> null);
        Thread helper = new Thread(
                null,
                () -> {
                    task.run();
                    cellThread.jobs.add(end);
                },
                "beside the cell",
                STACK_BYTES);
        helper.setDaemon(true);
        helper.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    Job<?> next = cellThread.jobs.take();
                    if (next == end) {
                        return task.get();
                    }
                    cellThread.work(next);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs the work on the thread of cells and waits for it. */
    <T> @Nullable T call(Callable<? extends @Nullable T> work) throws Throwable {
        if (isCurrent()) {
            return work.call();
        }
        Job<T> mine = new Job<>(work);
        synchronized (lock) {
            Stop current = cell;
            if (current == null) {
                throw new IllegalStateException("No cell has begun.");
            }
            if (current.isPressed()) {
                throw new KeyboardInterrupt();
            }
            mine.cell = current;
            mine.outer = job;
            job = mine;
            worker.jobs.add(mine);
        }
        return mine.await();
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (cell != null) {
                cell.press();
            }
            worker.interrupt();
            worker.abandoned = true;
        }
    }

    /** Says that the job's thread did not obey and was left behind. */
    static final class Abandoned extends Exception {
        private static final long serialVersionUID = 1L;

        Abandoned(StackTraceElement[] where) {
            super("The thread did not stop and was left behind.");
            setStackTrace(where);
        }
    }

    private static final class Job<T> {
        private final Callable<? extends @Nullable T> work;
        private final CountDownLatch done = new CountDownLatch(1);
        private @Nullable Stop cell;
        private @Nullable Job<?> outer;
        private volatile @Nullable T result;
        private volatile @Nullable Throwable failure;

        Job(Callable<? extends @Nullable T> work) {
            this.work = work;
        }

        void fail(Throwable e) {
            failure = e;
            done.countDown();
        }

        @Nullable
        T await() throws Throwable {
            boolean interrupted = false;
            while (true) {
                try {
                    done.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwable failed = failure;
            if (failed != null) {
                throw failed;
            }
            return result;
        }
    }

    private final class Worker extends Thread {
        private final LinkedBlockingQueue<Job<?>> jobs = new LinkedBlockingQueue<>();
        private volatile boolean abandoned;

        Worker() {
            super(null, null, "cell", STACK_BYTES);
            setDaemon(true);
            setContextClassLoader(loader);
            start();
        }

        @Override
        public void run() {
            while (!abandoned) {
                try {
                    work(jobs.take());
                } catch (InterruptedException e) {
                    // Either an interrupt that came too late, or close().
                }
            }
        }

        private <T> void work(Job<T> mine) {
            Stop stop = mine.cell;
            try {
                if (stop != null) {
                    stop.enter();
                }
                mine.result = mine.work.call();
            } catch (Throwable e) {
                mine.failure = e;
            } finally {
                synchronized (lock) {
                    if (job == mine) {
                        job = mine.outer;
                    }
                    if (!abandoned && mine.outer == null) {
                        Thread.interrupted();
                    }
                }
                if (stop != null && mine.outer == null) {
                    stop.leave();
                    if (stop.isAbandoned()) {
                        stop.release();
                    }
                }
                mine.done.countDown();
            }
        }
    }
}
