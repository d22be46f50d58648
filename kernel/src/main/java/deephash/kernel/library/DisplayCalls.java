package deephash.kernel.library;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every cell can call without an import: showing values, replacing what was shown, clearing. */
public final class DisplayCalls {

    private DisplayCalls() {}

    /**
     * Shows a value, as if it were the last of a cell.
     *
     * @return a name with which {@link #updateDisplay} replaces it
     */
    public static String display(@Nullable Object value) {
        return display(value, new String[0]);
    }

    /**
     * Shows a value in the forms asked for: {@code display(chart, "image/svg+xml")}.
     *
     * @return a name with which {@link #updateDisplay} replaces it
     */
    public static String display(@Nullable Object value, String... mimes) {
        String id = UUID.randomUUID().toString();
        Display.current().display(Rendering.of(value, mimes), id);
        return id;
    }

    /** Replaces what was shown under a name. */
    public static void updateDisplay(String id, @Nullable Object value) {
        updateDisplay(id, value, new String[0]);
    }

    /** Replaces what was shown under a name, in the forms asked for. */
    public static void updateDisplay(String id, @Nullable Object value, String... mimes) {
        Display.current().updateDisplay(Rendering.of(value, mimes), id);
    }

    /** Removes the output of the running cell. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /** Removes the output of the running cell, if asked so only when something new is shown. */
    public static void clearOutput(boolean wait) {
        Display.current().clearOutput(wait);
    }

    /** The forms in which a value is shown. */
    public static Bundle render(@Nullable Object value, String... mimes) {
        return Rendering.of(value, mimes);
    }
}
