package deephash.kernel.eval;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * The stop button's flag. {@link #check()} is woven into every loop of a cell (see {@link CellWeaver}); it costs one
 * volatile read until somebody presses stop. The flag is sticky: it stays raised until the next cell, so a loop that
 * catches everything is stopped at its next turn all the same.
 */
public final class Stop {

    private static volatile boolean raised;
    private static final Set<Stop> PRESSED = ConcurrentHashMap.newKeySet();

    /** The cell a thread belongs to; threads that a cell starts inherit it. */
    private static final InheritableThreadLocal<@Nullable Stop> CELL = new InheritableThreadLocal<>();

    private final @Nullable Object tag;
    private volatile boolean pressed;

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
        throw new ExitRefused(status);
    }

    /** What a cell's {@code Runtime.exit} and {@code Runtime.halt} become. */
    @SuppressWarnings("DoNotCallSuggester") // woven in, never written
    public static void exit(Runtime runtime, int status) {
        throw new ExitRefused(status);
    }

    private static void checkThisThread() {
        Stop cell = CELL.get();
        // Workers of the common pool inherit nothing, and run what the stopped cell gave them.
        boolean stopped = Thread.currentThread() instanceof ForkJoinWorkerThread || (cell != null && cell.pressed);
        if (stopped) {
            throw new KeyboardInterrupt();
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

    void press() {
        pressed = true;
        PRESSED.add(this);
        raised = true;
    }

    boolean isPressed() {
        return pressed;
    }

    /** Forgets the cell: its loops are no longer stopped. */
    void release() {
        PRESSED.remove(this);
        raised = !PRESSED.isEmpty();
    }
}
