package deephash.progress;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Where long work shows how far it is. The kernel installs one that draws in the notebook, the terminal one that draws
 * a text bar; without either, {@link #SILENT} shows nothing.
 *
 * <p>Implementations limit their own rate (about ten updates a second), so callers report every step. What an
 * implementation throws never reaches a caller: work does not end because it cannot be shown.
 */
public interface Screen {

    /**
     * Work of a known size that is done within this time is not worth a line: screens that draw remove its bar. A bar
     * of unknown size stays, since it says how much there was.
     */
    Duration SOON = Duration.ofMillis(500);

    /** Shows nothing: the screen of a program that has installed none. */
    Screen SILENT = new Screen() {
        @Override
        public Bar bar(String what, long total, String unit) {
            return new Bar() {
                @Override
                public void step(long count) {}

                @Override
                public void note(String text) {}

                @Override
                public void close() {}
            };
        }

        @Override
        public Live show(Object content) {
            return replacement -> {};
        }

        @Override
        public void say(String line) {}
    };

    /**
     * Starts a progress bar.
     *
     * @param what the work, as a user would name it: {@code "Training CSVAE"}
     * @param total how many steps there are, or -1 if that is not known
     * @param unit what a step is, in the plural: {@code "images"}
     * @return the bar; close it when the work ends
     */
    Bar bar(String what, long total, String unit);

    /**
     * Shows a value of any kind (a chart, a table, a text) in a place that can be updated.
     *
     * @param content to show
     * @return the place in which it is shown
     */
    Live show(Object content);

    /**
     * Tells the user one line that matters: a warning, or what was found and left out.
     *
     * @param line one sentence or more
     */
    void say(String line);

    /** The screen in use. */
    static Screen current() {
        return Current.screen;
    }

    /**
     * Makes {@code screen} the one in use, and returns the one it replaces.
     *
     * @param screen where progress is shown from now on
     * @return the one it replaces
     */
    static Screen use(Screen screen) {
        Unfailing replaced = Current.screen;
        Current.screen = new Unfailing(screen);
        return replaced.screen();
    }

    /**
     * Ends the work if its thread has been interrupted (the stop button, Ctrl-C). Called between two steps of anything
     * that can take longer than a second.
     *
     * @param what the work, named in the message
     * @throws CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    static void checkInterrupted(String what) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException(what + " was interrupted.");
        }
    }

    /** A bar that moves. Closing it ends the work it shows, finished or not. */
    interface Bar extends AutoCloseable {
        /**
         * Moves the bar on by {@code count} steps.
         *
         * @param count since the last call
         */
        void step(long count);

        /**
         * Sets the words after the bar: {@code "loss 512.3"}.
         *
         * @param text what to write
         */
        void note(String text);

        @Override
        void close();
    }

    /** A place on the screen whose content can be replaced. */
    interface Live {
        /**
         * Replaces what is shown.
         *
         * @param content to show instead
         */
        void update(Object content);
    }

    /** Holds the screen in use, since an interface cannot. */
    final class Current {
        private static volatile Unfailing screen = new Unfailing(SILENT);

        private Current() {}
    }
}
