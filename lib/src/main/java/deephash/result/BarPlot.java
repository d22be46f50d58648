package deephash.result;

import java.util.List;

/**
 * A chart of bars: for each category a bar of each series.
 *
 * @param title what it is of
 * @param x the axis across, along which the categories stand
 * @param y the axis upwards
 * @param categories in order
 * @param bars in the order of the legend
 */
public record BarPlot(String title, Axis x, Axis y, List<String> categories, List<Bars> bars) implements Plot {

    /**
     * Bars of one colour.
     *
     * @param name for the legend
     * @param values one a category
     * @param floor whether they are grey: what the others are measured against
     */
    public record Bars(String name, double[] values, boolean floor) {}

    /** Copies the lists and checks that each category has its bars. */
    public BarPlot {
        categories = List.copyOf(categories);
        bars = List.copyOf(bars);
        for (Bars each : bars) {
            if (each.values.length != categories.size()) {
                throw new IllegalArgumentException("Bars \"" + each.name + "\" need a value for each of "
                        + categories.size() + " categories, not " + each.values.length + ".");
            }
        }
    }
}
