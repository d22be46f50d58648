package deephash.kernel.library;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.progress.Screen;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A display that is replaced, at most ten times a second and never for more than a fifth of the time: drawing a chart
 * can take longer than the work it shows. What comes in between is drawn when its time has come, if nothing newer has.
 */
final class LiveDisplay implements Screen.Live {

    private static final long NANOS_BETWEEN = 100_000_000L;

    /** Time between two drawings, as a multiple of the time that the last one took. */
    private static final int SHARE = 4;

    private static final Set<LiveDisplay> WAITING = ConcurrentHashMap.newKeySet();

    private final String id;
    private boolean ended;
    private boolean failed;
    private long notBefore;
    private @Nullable Object waiting;

    LiveDisplay(Object content) {
        Bundle bundle = Rendering.of(content);
        PassingPlaces.Place place = PassingPlaces.shows(this);
        id = place.id();
        if (place.made()) {
            Display.current().updateDisplay(bundle, id);
        } else {
            Display.current().display(bundle, id);
        }
        notBefore = System.nanoTime() + NANOS_BETWEEN;
    }

    /** Shows nothing new from now on; returns the id of its display, for what is shown next. */
    synchronized String end() {
        ended = true;
        waiting = null;
        WAITING.remove(this);
        return id;
    }

    @Override
    public synchronized void update(Object content) {
        if (ended) {
            return;
        }
        if (waiting == null) {
            // on another thread: what is shown must not wait for its picture
            long wait = Math.max(0, notBefore - System.nanoTime());
            CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS).execute(this::drawWaiting);
        }
        waiting = content;
        WAITING.add(this);
    }

    static void drawAllWaiting() {
        WAITING.forEach(LiveDisplay::drawWaiting);
    }

    private synchronized void drawWaiting() {
        Object content = waiting;
        waiting = null;
        WAITING.remove(this);
        if (content != null) {
            draw(content);
        }
    }

    private void draw(Object content) {
        long start = System.nanoTime();
        try {
            Display.current().updateDisplay(Rendering.of(content), id);
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            // no caller waits on this thread, so the failure is shown in the notebook
            if (!failed) {
                failed = true;
                Screen.current().say("A live display could not be drawn (" + e + ").");
            }
        }
        long took = System.nanoTime() - start;
        notBefore = System.nanoTime() + Math.max(NANOS_BETWEEN, SHARE * took);
    }
}
