package deephash.result;

/** A chart as a value: what is drawn, and what it says. A notebook and a terminal show it as a picture. */
public sealed interface Plot permits LinePlot, BarPlot {

    /**
     * What the chart is of.
     *
     * @return the title
     */
    String title();

    /**
     * The axis across.
     *
     * @return its title and range
     */
    Axis x();

    /**
     * The axis upwards, on the left.
     *
     * @return its title and range
     */
    Axis y();
}
