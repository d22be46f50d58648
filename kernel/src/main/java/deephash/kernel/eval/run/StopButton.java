package deephash.kernel.eval.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stops the running cell; if it does not stop, leaves it behind so that the next one can run. */
public final class StopButton implements AutoCloseable {

    private static final int LOOK_MILLIS = 200;

    /** After this many checks in a row in code that does not notice a stop, the cell is left behind. */
    private static final int FOREIGN_LOOKS = 5;

    /** Checks to wait for code that stops by itself before the user is asked. */
    private static final int PATIENT_LOOKS = 20;

    /**
     * Checks to wait for a thread to end that was ended by force. They follow each other closely: compiled code often
     * takes notice of its end only when all threads are halted, which each check does.
     */
    private static final int ENDING_LOOKS = 30;

    private static final int ENDING_LOOK_MILLIS = 20;

    private static final long DOUBLE_CLICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CellThread thread;
    private final Function<StackTraceElement[], Optional<String>> lines;
    private final Consumer<String> user;
    private final List<String> yielding;
    private final ScheduledExecutorService clock;
    private volatile @Nullable Watch watch;

    /**
     * The button of a thread of cells.
     *
     * @param lines finds the line of a cell that a stack leads through
     * @param user told when a cell does not stop
     * @param yielding packages whose code stops by itself if it is given time
     */
    public StopButton(
            CellThread thread,
            Function<StackTraceElement[], Optional<String>> lines,
            Consumer<String> user,
            List<String> yielding) {
        this.thread = thread;
        this.lines = lines;
        this.user = user;
        this.yielding = yielding;
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "stop button");
            made.setDaemon(true);
            return made;
        });
    }

    /** Stops the running cell, if there is one; returns at once. */
    public void press() {
        Stop stopped = thread.interrupt();
        Watch before = watch;
        if (stopped != null) {
            Watch made = new Watch(stopped);
            watch = made;
            made.lookLater();
        } else if (before != null) {
            before.pressedAgain();
        }
    }

    /** Stops the running cell after a time, null for never, unless the alarm is closed before. */
    public Alarm after(@Nullable Duration timeout) {
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

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** A stop that is due later. */
    public record Alarm(@Nullable Future<?> due) implements AutoCloseable {
        @Override
        public void close() {
            if (due != null) {
                due.cancel(false);
            }
        }
    }

    /** Watches a stopped cell until it has ended, or is left behind. */
    private final class Watch {

        private final Stop stopped;
        private final long since = System.nanoTime();
        private volatile boolean insisted;
        private @Nullable Busy before;
        private int looks;
        private int foreignLooks;
        private int endedAt;
        private boolean asked;

        Watch(Stop stopped) {
            this.stopped = stopped;
        }

        void pressedAgain() {
            insisted |= System.nanoTime() - since > DOUBLE_CLICK_NANOS;
        }

        void lookLater() {
            var unusedLook = schedule(this::look, endedAt > 0 ? ENDING_LOOK_MILLIS : LOOK_MILLIS);
        }

        private void look() {
            Thread running = thread.interruptAgain(stopped);
            if (running == null) {
                return;
            }
            Busy now = Busy.look(running);
            boolean burns = before != null && now.burnsSince(before);
            before = now;
            looks++;
            foreignLooks = now.stopsByItself(yielding) ? 0 : foreignLooks + 1;
            boolean overdue = foreignLooks >= FOREIGN_LOOKS || (looks >= PATIENT_LOOKS && insisted);
            if (overdue && !isEnding(now, burns)) {
                leaveBehind(now, burns);
                return;
            }
            if (!overdue && !asked && looks >= PATIENT_LOOKS) {
                asked = true;
                user.accept(place(now) + " is still busy in " + now.place() + ". Stop again to leave it behind.");
            }
            lookLater();
        }

        /** Whether the cell ends, since it could be ended by force. */
        private boolean isEnding(Busy now, boolean burns) {
            if (endedAt == 0 && burns && now.harmsNobody() && thread.end(stopped)) {
                endedAt = looks;
            }
            return endedAt > 0 && looks < endedAt + ENDING_LOOKS;
        }

        @SuppressWarnings("ThreadPriorityCheck") // nothing waits for this thread any more
        private void leaveBehind(Busy now, boolean burns) {
            String note = place(now) + doing(now, burns) + " It was left behind: "
                    + (burns
                            ? "the next cell runs, but this one burns a core until it ends or the kernel is restarted."
                            : "the next cell runs.");
            Thread left = thread.abandon(stopped, () -> user.accept(note));
            if (left != null && burns) {
                left.setPriority(Thread.MIN_PRIORITY);
            } else if (left != null) {
                var unusedLook = schedule(() -> watchRest(left, Busy.look(left)), LOOK_MILLIS);
            }
        }

        private String doing(Busy now, boolean burns) {
            if (now.place().isEmpty()) {
                return burns ? " computes." : " waits for a lock.";
            }
            return (burns ? " computes in " : " waits in ") + now.place() + ", which does not notice a stop.";
        }

        private String place(Busy now) {
            return lines.apply(now.frames())
                    .map(line -> Character.toUpperCase(line.charAt(0)) + line.substring(1))
                    .orElse("The cell");
        }

        /** A cell that waits needs no flag, until it goes on after all. */
        private void watchRest(Thread left, Busy then) {
            if (!left.isAlive()) {
                return;
            }
            Busy now = Busy.look(left);
            if (now.burnsSince(then)) {
                stopped.wake();
            } else {
                stopped.rest();
            }
            var unusedLook = schedule(() -> watchRest(left, now), LOOK_MILLIS);
        }
    }
}
