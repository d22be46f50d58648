package deephash.kernel.eval.run;

import deephash.kernel.eval.CellEvaluator;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The stop button's flag. {@link #check()} is woven into every loop of a cell (see {@link CellWeaver}); it costs one
 * volatile read until somebody presses stop. The flag is sticky: it stays raised until the next cell, so a loop that
 * catches everything is stopped at its next turn all the same.
 */
public final class Stop {

    private static final long LINGER_SECONDS = 2;
    private static final long WORKERS_MILLIS = 1000;

    private static volatile boolean raised;
    private static volatile boolean workersStopped;
    private static final Set<Stop> PRESSED = new HashSet<>();

    /** The cell a thread belongs to; threads that a cell starts inherit it. */
    private static final InheritableThreadLocal<@Nullable Stop> CELL = new InheritableThreadLocal<>();

    static {
        linkChecks();
    }

    private final @Nullable Object tag;
    private volatile boolean pressed;
    private volatile boolean exhausted;
    private volatile boolean abandoned;

    Stop(@Nullable Object tag) {
        this.tag = tag;
    }

    /**
     * What was given to {@link CellEvaluator#eval(String, int, Object, java.util.function.Function)} for the cell that
     * this thread belongs to; null if it belongs to none.
     */
    public static @Nullable Object tag() {
        // A worker of the common pool belongs to whoever used it first, which says nothing.
        Stop cell = Thread.currentThread() instanceof ForkJoinWorkerThread ? null : CELL.get();
        return cell == null ? null : cell.tag;
    }

    /** Called at every backward jump of a cell. */
    public static void check() {
        if (raised) {
            checkThisThread();
        }
    }

    /** What a cell's {@code System.exit} becomes: it would end the kernel and every variable with it. */
    @SuppressWarnings("DoNotCallSuggester") // woven in, never written
    public static void exit(int status) {
        throw new ExitRefused("System.exit", status);
    }

    /** What a cell's {@code Runtime.exit} becomes. */
    @SuppressWarnings("DoNotCallSuggester") // woven in, never written
    public static void exit(Runtime runtime, int status) {
        throw new ExitRefused("Runtime.exit", status);
    }

    /** What a cell's {@code Runtime.halt} becomes. */
    @SuppressWarnings("DoNotCallSuggester") // woven in, never written
    public static void halt(Runtime runtime, int status) {
        throw new ExitRefused("Runtime.halt", status);
    }

    private static void checkThisThread() {
        Stop cell = CELL.get();
        // Workers of the common pool inherit nothing, and run what the stopped cell gave them.
        boolean stopped =
                Thread.currentThread() instanceof ForkJoinWorkerThread ? workersStopped : cell != null && cell.pressed;
        if (stopped) {
            throw new KeyboardInterrupt();
        }
    }

    /**
     * Runs one stop that ends no cell, so that all classes that a stop needs are loaded. A recursion is stopped where
     * its stack is nearly used up: loading a class would overflow it, again and again.
     */
    private static void linkChecks() {
        Stop nobodys = new Stop(null);
        nobodys.pressed = true;
        nobodys.enter();
        try {
            checkThisThread();
        } catch (KeyboardInterrupt e) {
            // Expected.
        } finally {
            nobodys.leave();
        }
    }

    /** Makes this thread, and those it starts, part of the cell. */
    void enter() {
        CELL.set(this);
    }

    /** Leaves the cell. */
    void leave() {
        CELL.remove();
    }

    /** Raises the flag: threads of the cell are stopped at their next check. */
    void press() {
        pressed = true;
        workersStopped = true;
        wake();
    }

    /** Raises the flag again after {@link #rest}. */
    void wake() {
        synchronized (PRESSED) {
            PRESSED.add(this);
            raised = true;
        }
    }

    /** Lowers the flag while the cell only waits: a raised flag slows the loops of all cells. */
    void rest() {
        // A stop that is pressed meanwhile must not be lowered with this one.
        synchronized (PRESSED) {
            PRESSED.remove(this);
            raised = !PRESSED.isEmpty();
        }
    }

    /** Says that the cell is stopped because it has filled the heap, not by the user. */
    void exhaust() {
        exhausted = true;
    }

    boolean isExhausted() {
        return exhausted;
    }

    /** Says that nobody waits for the cell any more; its loops are stopped whenever it comes to one. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    boolean isPressed() {
        return pressed;
    }

    /**
     * Says that another cell begins. Threads that the stopped cell started may not have had their turn yet, so they are
     * stopped a little longer.
     */
    void release() {
        if (pressed) {
            awaitWorkers();
        }
        workersStopped = false;
        if (pressed && !abandoned) {
            forgetSoon();
        }
    }

    /** Says that the cell's own thread has ended. */
    void forgetSoon() {
        CompletableFuture.delayedExecutor(LINGER_SECONDS, TimeUnit.SECONDS).execute(this::rest);
    }

    /** A worker that has not had its turn would miss the stop, and go on with what the stopped cell gave it. */
    private static void awaitWorkers() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WORKERS_MILLIS);
        while (!ForkJoinPool.commonPool().isQuiescent() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
