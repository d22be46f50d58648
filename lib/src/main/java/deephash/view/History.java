package deephash.view;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.YAxisPosition;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How a training run went.
 *
 * @param title the model and its options, for the chart
 * @param epochs in order; empty before the first has ended
 * @param planned how many epochs were asked for
 * @param note what the reader must know: how the run was cut short, or that the latent has collapsed; else empty
 */
public record History(String title, List<Epoch> epochs, int planned, String note) implements Viewable {

    /** Copies the list. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /** A run that went as planned. */
    public History(String title, List<Epoch> epochs) {
        this(title, epochs, epochs.size(), "");
    }

    /** The same with a note. */
    public History note(String text) {
        return new History(title, epochs, planned, text);
    }

    /**
     * The loss curve: loss and reconstruction on the left axis, KL divergence on the right, both in nats an image.
     *
     * @throws IllegalStateException if no epoch has ended
     */
    public XYChart chart() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException("No epoch has ended, so there is no loss to draw.");
        }
        XYChart chart = Charts.xy(title, "epoch", "loss (nats per image)");
        double[] x = epochs.stream().mapToDouble(Epoch::number).toArray();
        boolean markers = epochs.size() <= 30;
        Charts.line(chart, "loss", x, values(Epoch::loss), markers);
        Charts.line(chart, "reconstruction", x, values(Epoch::reconstruction), markers);
        double[] validation = values(Epoch::validationLoss);
        if (java.util.Arrays.stream(validation).noneMatch(Double::isNaN)) {
            Charts.line(chart, "validation loss", x, validation, markers);
        }
        Charts.line(chart, "KL (right axis)", x, values(Epoch::kl), markers).setYAxisGroup(1);
        chart.setYAxisGroupTitle(1, "KL divergence (nats per image)");
        chart.getStyler().setYAxisGroupPosition(1, YAxisPosition.Right);
        // a single epoch would be written with all its digits
        chart.getStyler().setYAxisDecimalPattern("#,##0.##");
        chart.getStyler().setLegendPosition(org.knowm.xchart.style.Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(org.knowm.xchart.style.Styler.LegendLayout.Horizontal);
        return chart;
    }

    private double[] values(ToDoubleFunction<Epoch> of) {
        return epochs.stream().mapToDouble(of).toArray();
    }

    /** One row an epoch; losses in nats an image. */
    public Table table() {
        return Table.create(
                title,
                IntColumn.create(
                        "epoch", epochs.stream().mapToInt(Epoch::number).toArray()),
                DoubleColumn.create("loss", values(Epoch::loss)),
                DoubleColumn.create("reconstruction", values(Epoch::reconstruction)),
                DoubleColumn.create("KL", values(Epoch::kl)),
                DoubleColumn.create("validation loss", values(Epoch::validationLoss)),
                IntColumn.create(
                        "active units",
                        epochs.stream().mapToInt(Epoch::activeUnits).toArray()),
                DoubleColumn.create("learning rate", values(Epoch::learningRate)),
                DoubleColumn.create("seconds", values(Epoch::seconds)),
                DoubleColumn.create("images/s", values(Epoch::imagesPerSecond)));
    }

    @Override
    public View view() {
        if (epochs.isEmpty()) {
            return new View(title + ": no epoch has ended yet", null, null);
        }
        Epoch last = epochs.get(epochs.size() - 1);
        String text = title + ": epoch " + last.number() + ", loss " + Numbers.value(last.loss()) + ", reconstruction "
                + Numbers.value(last.reconstruction()) + ", KL " + Numbers.value(last.kl()) + " nats per image, "
                + last.activeUnits() + " active units"
                + (note.isEmpty() ? "" : ". " + note);
        return new View(text, null, Charts.view(chart()).image());
    }
}
