package deephash.kernel.eval;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Presses stop, and sees to it that the cell stops. */
final class StopButton implements AutoCloseable {

    private static final int STUBBORN_SECONDS = 4;
    private static final int AGAIN_MILLIS = 200;

    private final CellThread thread;
    private final Consumer<String> user;
    private final ScheduledExecutorService clock;

    /**
     * The button of a thread of cells.
     *
     * @param user told when a cell does not stop
     */
    StopButton(CellThread thread, Consumer<String> user) {
        this.thread = thread;
        this.user = user;
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "stop button");
            made.setDaemon(true);
            return made;
        });
    }

    /** Stops the running cell, if there is one; returns at once. */
    void press() {
        thread.interrupt();
        var unusedAgain = schedule(this::pressAgain, AGAIN_MILLIS);
        var unusedLater = schedule(this::tellIfStubborn, TimeUnit.SECONDS.toMillis(STUBBORN_SECONDS));
    }

    /** Stops the running cell after a time, null for never, unless the alarm is closed before. */
    Alarm after(@Nullable Duration timeout) {
        return new Alarm(timeout == null ? null : schedule(this::press, timeout.toMillis()));
    }

    private @Nullable Future<?> schedule(Runnable task, long millis) {
        try {
            return clock.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed: there is no cell any more.
            return null;
        }
    }

    /** Some libraries swallow an interrupt on their way: it is repeated until the cell has ended. */
    private void pressAgain() {
        if (thread.interruptAgain()) {
            var unusedAgain = schedule(this::pressAgain, AGAIN_MILLIS);
        }
    }

    private void tellIfStubborn() {
        StackTraceElement[] stack = thread.stack();
        if (thread.isStopped() && stack.length > 0) {
            user.accept("The cell is inside " + stack[0].getClassName() + "." + stack[0].getMethodName()
                    + ", which does not notice a stop. Stop again to leave it behind: the next cell then runs, and the"
                    + " old one burns its core until it ends or the kernel is restarted.");
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** A stop that is due later. */
    record Alarm(@Nullable Future<?> due) implements AutoCloseable {
        @Override
        public void close() {
            if (due != null) {
                due.cancel(false);
            }
        }
    }
}
