package deephash.kernel.library;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;

/**
 * The numbers of a slider.
 *
 * @param name beside it
 * @param from the lowest value
 * @param to the highest value
 * @param step between two values; 1 for whole numbers
 * @param start the value at first
 * @param whole whether values are whole numbers
 */
record Slider(String name, double from, double to, double step, double start, boolean whole) {

    /** As a share of a step: a value as close to a step as this counts as on it. */
    private static final double CLOSE = 1e-6;

    /** Throws if a slider cannot show these numbers. */
    Slider {
        if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to)) {
            throw new IllegalArgumentException("A slider goes from a number to a larger one: " + name
                    + " cannot go from " + text(from, whole) + " to " + text(to, whole) + ".");
        }
        String goes = name + " goes from " + text(from, whole) + " to " + text(to, whole);
        if (!(step > 0 && step <= to - from)) {
            throw new IllegalArgumentException("The step of a slider is above 0 and at most its whole length: " + goes
                    + ", so its step cannot be " + text(step, whole) + ".");
        }
        if (!(start >= from && start <= to)) {
            throw new IllegalArgumentException("A slider starts at a value between its ends: " + goes
                    + ", so it cannot start at " + text(start, whole) + ".");
        }
    }

    private static String text(double value, boolean whole) {
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    /** A number of this slider as the browser's model has it. */
    JsonPrimitive json(double value) {
        return whole ? new JsonPrimitive((long) value) : new JsonPrimitive(value);
    }

    /** The value that the browser says, without the rounding errors of its steps, and within the ends. */
    double read(JsonElement said) {
        double value = said.getAsDouble();
        double steps = Math.rint((value - from) / step);
        double onStep = BigDecimal.valueOf(from)
                .add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(steps)))
                .doubleValue();
        double meant = Math.abs(onStep - value) < CLOSE * step ? onStep : value;
        return Math.max(from, Math.min(to, meant));
    }

    /** What a reader sees where no slider is drawn. */
    String note() {
        return name + " = " + text(start, whole) + ", from " + text(from, whole) + " to " + text(to, whole)
                + ". To change it with a slider, run this cell in JupyterLab: ./deephash lab";
    }

    /** How many digits the browser shows behind the point. */
    String format() {
        int digits = Math.max(0, BigDecimal.valueOf(step).stripTrailingZeros().scale());
        return whole ? "d" : "." + digits + "f";
    }
}
