package deephash.progress;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A screen whose failures (a full disk, a closed terminal, a value that cannot be drawn) never reach the work it shows.
 * The first failure is reported; what failed is not tried again.
 *
 * @param screen does the showing
 * @param told whether a failure has been reported
 */
record Unfailing(Screen screen, AtomicBoolean told) implements Screen {

    Unfailing(Screen screen) {
        this(screen, new AtomicBoolean());
    }

    @Override
    public Bar bar(String what, long total, String unit) {
        Bar bar = attempt(() -> screen.bar(what, total, unit), SILENT.bar(what, total, unit));
        return new Bar() {
            private volatile boolean failed;

            @Override
            public void step(long count) {
                failed = failed || !attempt(() -> bar.step(count));
            }

            @Override
            public void note(String text) {
                failed = failed || !attempt(() -> bar.note(text));
            }

            @Override
            public void close() {
                // a bar that could not be drawn once is closed all the same: it may hold a line or a thread
                attempt(bar::close);
            }
        };
    }

    @Override
    public Live show(Object content) {
        Live live = attempt(() -> screen.show(content), SILENT.show(content));
        return new Live() {
            private volatile boolean failed;

            @Override
            public void update(Object replacement) {
                failed = failed || !attempt(() -> live.update(replacement));
            }
        };
    }

    @Override
    public void say(String line) {
        attempt(() -> screen.say(line));
    }

    private boolean attempt(Runnable showing) {
        return attempt(
                () -> {
                    showing.run();
                    return true;
                },
                false);
    }

    /** Errors that are none of these are a stop of the thread, and pass. */
    private <T> T attempt(Supplier<T> showing, T otherwise) {
        try {
            return showing.get();
        } catch (RuntimeException
                | LinkageError
                | StackOverflowError
                | OutOfMemoryError
                | AssertionError
                | java.io.IOError e) {
            if (!told.getAndSet(true)) {
                attempt(() -> screen.say("Something could not be shown (" + e + "). The work goes on without it."));
            }
            return otherwise;
        }
    }
}
