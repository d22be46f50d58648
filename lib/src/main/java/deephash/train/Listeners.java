package deephash.train;

import deephash.progress.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** The listeners of a run. One that fails is told of no more: watching a training must not end it. */
final class Listeners {

    private final List<TrainListener> listeners;

    Listeners(TrainListener... listeners) {
        this.listeners = new ArrayList<>(List.of(listeners));
    }

    void tell(Consumer<TrainListener> what) {
        listeners.removeIf(listener -> !told(listener, what));
    }

    /** Other errors than these are a stop of the thread, and pass. */
    private static boolean told(TrainListener listener, Consumer<TrainListener> what) {
        try {
            what.accept(listener);
            return true;
        } catch (CancellationException e) {
            // the run sees the same stop, and ends with what it has reached
            return true;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError | OutOfMemoryError e) {
            Screen.current()
                    .say("A listener failed (" + e + ", in "
                            + listener.getClass().getName() + "). The training goes on without it.");
            return false;
        }
    }
}
