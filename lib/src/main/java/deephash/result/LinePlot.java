package deephash.result;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart of lines.
 *
 * @param title what it is of
 * @param x the axis across
 * @param y the axis upwards
 * @param rightAxis the title of a second axis upwards, on the right; empty if there is none
 * @param lines in the order of the legend
 */
public record LinePlot(String title, Axis x, Axis y, String rightAxis, List<Line> lines) implements Plot {

    /** Copies the list. */
    public LinePlot {
        lines = List.copyOf(lines);
    }

    /**
     * A chart without lines and without a second axis.
     *
     * @param title what it is of
     * @param x the axis across
     * @param y the axis upwards
     * @return the chart
     */
    public static LinePlot of(String title, Axis x, Axis y) {
        return new LinePlot(title, x, y, "", List.of());
    }

    /**
     * The same chart with a second axis upwards.
     *
     * @param axisTitle what it measures, and in which unit
     * @return the chart
     */
    public LinePlot rightAxis(String axisTitle) {
        return new LinePlot(title, x, y, axisTitle, lines);
    }

    /**
     * The same chart with one more line.
     *
     * @param line drawn last
     * @return the chart
     */
    public LinePlot with(Line line) {
        List<Line> more = new ArrayList<>(lines);
        more.add(line);
        return new LinePlot(title, x, y, rightAxis, more);
    }

    /**
     * A line by its name.
     *
     * @param name as in the legend
     * @return the line
     * @throws IllegalArgumentException if there is none; names those there are
     */
    public Line line(String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No line \"" + name + "\" in \"" + title
                        + "\". It has: "
                        + String.join(", ", lines.stream().map(Line::name).toList()) + "."));
    }
}
