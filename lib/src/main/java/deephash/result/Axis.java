package deephash.result;

/**
 * An axis of a chart.
 *
 * @param title what is measured, and in which unit; not blank
 * @param least the value at its start, NaN to fit the data
 * @param largest the value at its end, NaN to fit the data
 */
public record Axis(String title, double least, double largest) {

    /** Checks the title. */
    public Axis {
        if (title.isBlank()) {
            throw new IllegalArgumentException("An axis needs a title. Say what is measured, and in which unit.");
        }
    }

    /**
     * An axis that fits the data.
     *
     * @param title what is measured, and in which unit
     * @return the axis
     */
    public static Axis of(String title) {
        return new Axis(title, Double.NaN, Double.NaN);
    }

    /**
     * An axis from 0 to 1, for shares.
     *
     * @param title what is measured
     * @return the axis
     */
    public static Axis share(String title) {
        return new Axis(title, 0, 1);
    }
}
