package deephash.kernel.eval.run;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The thread that cells run on: always the same one, so that thread-bound state survives from cell to cell, and never
 * the one that compiles, since an interrupt would close the compiler's files.
 */
public final class CellThread implements AutoCloseable {

    /** Room for deep recursion: what fits a program's main thread fits a cell. */
    private static final long STACK_BYTES = 16L << 20;

    private final ClassLoader loader;

    /** Of the threads of cells and those they start: a cell that interrupts its group interrupts nobody else. */
    private final ThreadGroup cells = new ThreadGroup("cells");

    private final ThreadGroup others = Thread.currentThread().getThreadGroup();
    private final Object lock = new Object();
    private Worker worker;
    private @Nullable Stop cell;
    private @Nullable Job<?> job;

    public CellThread(ClassLoader loader) {
        this.loader = loader;
        this.worker = new Worker();
    }

    /** Starts a cell: clears the stop of the one before. */
    public void begin(@Nullable Object tag) {
        synchronized (lock) {
            if (cell != null) {
                cell.release();
            }
            cell = new Stop(tag);
        }
    }

    /** Whether the caller is a cell. */
    public boolean isCurrent() {
        return Thread.currentThread() instanceof Worker;
    }

    /** Whether stop was pressed since {@link #begin}. */
    public boolean isStopped() {
        synchronized (lock) {
            return cell != null && cell.isPressed();
        }
    }

    /** Says that the running cell has filled the heap; it remains to be stopped. */
    public void exhaust() {
        synchronized (lock) {
            if (cell != null && !cell.isPressed()) {
                cell.exhaust();
            }
        }
    }

    /** Whether the cell was stopped because it had filled the heap. */
    public boolean isExhausted() {
        synchronized (lock) {
            return cell != null && cell.isExhausted();
        }
    }

    /**
     * Presses stop: the flag for the cell's own loops, an interrupt for what waits and for the library.
     *
     * @return the cell, if it had not been stopped before
     */
    @Nullable
    public Stop interrupt() {
        synchronized (lock) {
            Stop running = cell;
            if (running == null) {
                return null;
            }
            boolean again = running.isPressed();
            running.press();
            if (job != null) {
                worker.interrupt();
            }
            return again ? null : running;
        }
    }

    /**
     * Interrupts a stopped cell's thread once more, since some libraries swallow an interrupt on their way.
     *
     * @return the thread; null if the cell has ended
     */
    @Nullable
    Thread interruptAgain(Stop stopped) {
        synchronized (lock) {
            if (cell != stopped || job == null) {
                return null;
            }
            worker.interrupt();
            return worker;
        }
    }

    /**
     * Ends what the stopped cell's thread computes, wherever it is, if this JVM can; the thread then reports it like
     * any other failure.
     *
     * @return whether the JVM can
     */
    @SuppressWarnings("deprecation") // only for what Busy.harmsNobody() says
    boolean end(Stop stopped) {
        synchronized (lock) {
            if (cell == stopped && job != null) {
                try {
                    worker.stop();
                } catch (UnsupportedOperationException | NoSuchMethodError e) {
                    // Since Java 20.
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Gives up waiting for a stopped cell that still runs; its thread goes on until it notices.
     *
     * @param before done if it does run, while it counts as running
     * @return the thread; null if the cell has ended
     */
    @Nullable
    Thread abandon(Stop stopped, Runnable before) {
        synchronized (lock) {
            Job<?> left = job;
            if (cell != stopped || left == null) {
                return null;
            }
            before.run();
            stopped.abandon();
            Worker old = worker;
            old.abandoned = true;
            StackTraceElement[] where = Busy.stack(old);
            worker = new Worker();
            job = null;
            for (Job<?> each = left; each != null; each = each.outer) {
                each.fail(new Abandoned(where));
            }
            return old;
        }
    }

    /**
     * Does work for the cell that calls this, on a thread beside its own; what that work in turn gives to {@link #call}
     * runs on the cell's thread, which waits here. So a cell can evaluate a cell, and no compilation is interrupted.
     */
    public <T extends @Nullable Object> T beside(Callable<? extends T> work) throws Throwable {
        if (!(Thread.currentThread() instanceof Worker cellThread)) {
            throw new IllegalStateException("Only a cell can have work done beside it.");
        }
        FutureTask<T> task = new FutureTask<>(work::call);
        Job<Object> end = new Job<>(() -> null);
        Thread helper = new Thread(
                others,
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
    public <T> @Nullable T call(Callable<? extends @Nullable T> work) throws Throwable {
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
    public static final class Abandoned extends Exception {
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
            super(cells, null, "cell", STACK_BYTES);
            setDaemon(true);
            setContextClassLoader(loader);
            start();
        }

        @Override
        public void run() {
            while (!abandoned) {
                try {
                    work(jobs.take());
                } catch (InterruptedException | ThreadDeath e) {
                    // What came too late, or close().
                } catch (OutOfMemoryError e) {
                    MemoryReserve.give();
                }
            }
        }

        private void work(Job<?> mine) {
            try {
                compute(mine);
            } finally {
                mine.done.countDown();
            }
        }

        private <T> void compute(Job<T> mine) {
            Stop stop = mine.cell;
            try {
                if (stop != null) {
                    stop.enter();
                }
                mine.result = mine.work.call();
            } catch (Throwable e) {
                if (MemoryReserve.isExhausted(e)) {
                    // At once: the threads that answer need room before this one has ended its cell.
                    MemoryReserve.give();
                }
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
                        stop.forgetSoon();
                    }
                }
            }
        }
    }
}
