package deephash.kernel.display;

import org.jspecify.annotations.Nullable;

/**
 * Where the output of cells goes. Called from any thread, also from one that has been interrupted; never blocks long.
 */
public interface Display {

    /** The name of the stream of printed text. */
    String STDOUT = "stdout";

    /** The name of the stream of warnings. */
    String STDERR = "stderr";

    /** Swallows everything. */
    Display NONE = new Display() {
        @Override
        public void stream(String name, String text) {}

        @Override
        public void display(Bundle bundle, @Nullable String displayId) {}

        @Override
        public void updateDisplay(Bundle bundle, String displayId) {}

        @Override
        public void clearOutput(boolean wait) {}
    };

    /**
     * Appends printed text.
     *
     * @param name {@link #STDOUT} or {@link #STDERR}
     */
    void stream(String name, String text);

    /**
     * Shows a value.
     *
     * @param displayId a name by which it can be updated, or null
     */
    void display(Bundle bundle, @Nullable String displayId);

    /** Replaces what was shown under a name, wherever it was. */
    void updateDisplay(Bundle bundle, String displayId);

    /**
     * Removes the output of the running cell.
     *
     * @param wait until something new is shown, which avoids flicker
     */
    void clearOutput(boolean wait);

    /** Where output goes now. */
    static Display current() {
        return Current.display;
    }

    /** Sends output to {@code display}, and returns where it went before. */
    static Display use(Display display) {
        Display replaced = Current.display;
        Current.display = display;
        return replaced;
    }

    /** Holds the display in use, since an interface cannot. */
    final class Current {
        private static volatile Display display = NONE;

        private Current() {}
    }
}
