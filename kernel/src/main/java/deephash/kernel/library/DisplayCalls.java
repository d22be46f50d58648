package deephash.kernel.library;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import java.util.UUID;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
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

    /**
     * Shows a slider over whole numbers and, below it, what a function makes of its value, anew whenever the user moves
     * it: {@code interact("radius", 0, 8, 2, radius -> index.within(query, radius))}. Where no slider is drawn, as in a
     * terminal, the value stays at {@code start}, and a note says so.
     *
     * @param name of the parameter, beside the slider
     * @param from the lowest value
     * @param to the highest value
     * @param start the value at first
     * @param shows makes of a value what is shown; null for nothing
     * @throws IllegalArgumentException if {@code from} is not below {@code to}, or {@code start} not between them
     */
    public static void interact(
            String name, int from, int to, int start, IntFunction<? extends @Nullable Object> shows) {
        Interaction.show(new Slider(name, from, to, 1, start, true), value -> shows.apply((int) value));
    }

    /**
     * Shows a slider over numbers in steps: {@code interact("beta", 0, 4, 0.1, 1, beta -> chart(beta))}.
     *
     * @param name of the parameter, beside the slider
     * @param from the lowest value
     * @param to the highest value
     * @param step between two values, above 0
     * @param start the value at first
     * @param shows makes of a value what is shown; null for nothing
     * @throws IllegalArgumentException if {@code from} is not below {@code to}, {@code start} is not between them, or
     *     {@code step} is 0, negative, or longer than the slider
     */
    public static void interact(
            String name,
            double from,
            double to,
            double step,
            double start,
            DoubleFunction<? extends @Nullable Object> shows) {
        Interaction.show(new Slider(name, from, to, step, start, false), shows);
    }

    /** The forms in which a value is shown. */
    public static Bundle render(@Nullable Object value, String... mimes) {
        return Rendering.of(value, mimes);
    }
}
