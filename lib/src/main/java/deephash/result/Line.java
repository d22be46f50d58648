package deephash.result;

/**
 * A line of a chart.
 *
 * @param name for the legend
 * @param x of its points, in the order in which they are joined
 * @param y of its points, as many as {@code x}
 * @param look how it is drawn
 * @param onTheRight whether it is measured on the right axis
 * @param deviation how far a bar reaches below and above each point, at least 0; empty for no bars
 */
public record Line(String name, double[] x, double[] y, Look look, boolean onTheRight, double[] deviation) {

    /** How a line is drawn. */
    public enum Look {
        /** Without its points. */
        PLAIN,
        /** With a dot at each point. */
        DOTTED,
        /** Grey and dashed: what the others are measured against. */
        FLOOR
    }

    /** Checks that each point has both coordinates. */
    public Line {
        if (deviation.length != 0 && deviation.length != x.length) {
            throw new IllegalArgumentException("Line \"" + name + "\" needs as many deviations as points, or none, not "
                    + deviation.length + " for " + x.length + ".");
        }
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "Line \"" + name + "\" needs as many x as y, not " + x.length + " and " + y.length + ".");
        }
    }

    /**
     * A plain line on the left axis.
     *
     * @param name for the legend
     * @param x of its points
     * @param y of its points, as many as {@code x}
     * @return the line
     */
    public static Line of(String name, double[] x, double[] y) {
        return new Line(name, x, y, Look.PLAIN, false, new double[0]);
    }

    /**
     * The same line drawn otherwise.
     *
     * @param other how
     * @return the line
     */
    public Line look(Look other) {
        return new Line(name, x, y, other, onTheRight, deviation);
    }

    /**
     * The same line measured on the right axis.
     *
     * @return the line
     */
    public Line toTheRight() {
        return new Line(name, x, y, look, true, deviation);
    }

    /**
     * The same line with bars at its points.
     *
     * @param eitherWay how far each reaches below and above, as many as there are points
     * @return the line
     */
    public Line deviation(double... eitherWay) {
        return new Line(name, x, y, look, onTheRight, eitherWay);
    }
}
