package deephash.result;

import deephash.result.DataTable.Counts;
import deephash.result.DataTable.Reals;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a training run went.
 *
 * @param title the model and its options, for the chart
 * @param epochs in order; empty before the first has ended
 * @param planned how many epochs were asked for
 * @param note what the reader must know: how the run was cut short, or that the latent has collapsed; else empty
 */
public record History(String title, List<Epoch> epochs, int planned, String note) implements Tabular {

    /** Copies the list. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /**
     * A run that went as planned.
     *
     * @param title the model and its options, for the chart
     * @param epochs in order
     */
    public History(String title, List<Epoch> epochs) {
        this(title, epochs, epochs.size(), "");
    }

    /**
     * The same with a note.
     *
     * @param text what the reader must know
     * @return the history
     */
    public History note(String text) {
        return new History(title, epochs, planned, text);
    }

    /**
     * The loss curve: loss and reconstruction on the left axis, KL divergence on the right, both in nats an image.
     *
     * @return the chart
     * @throws IllegalStateException if no epoch has ended
     */
    public LinePlot chart() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException("No epoch has ended, so there is no loss to draw.");
        }
        LinePlot chart = LinePlot.of(title, Axis.of("epoch"), Axis.of("loss (nats per image)"))
                .with(line("loss", Epoch::loss))
                .with(line("reconstruction", Epoch::reconstruction));
        if (Arrays.stream(values(Epoch::validationLoss)).noneMatch(Double::isNaN)) {
            chart = chart.with(line("validation loss", Epoch::validationLoss));
        }
        return chart.with(line("KL (right axis)", Epoch::kl).toTheRight()).rightAxis("KL divergence (nats per image)");
    }

    private Line line(String name, ToDoubleFunction<Epoch> of) {
        return Line.of(name, values(Epoch::number), values(of))
                .look(epochs.size() <= 30 ? Line.Look.DOTTED : Line.Look.PLAIN);
    }

    private double[] values(ToDoubleFunction<Epoch> of) {
        return epochs.stream().mapToDouble(of).toArray();
    }

    /** One row an epoch; losses in nats an image. */
    @Override
    public DataTable table() {
        return DataTable.of(
                title,
                new Counts("epoch", epochs.stream().mapToInt(Epoch::number)),
                new Reals("loss", values(Epoch::loss)),
                new Reals("reconstruction", values(Epoch::reconstruction)),
                new Reals("KL", values(Epoch::kl)),
                new Reals("validation loss", values(Epoch::validationLoss)),
                new Counts("active units", epochs.stream().mapToInt(Epoch::activeUnits)),
                new Reals("learning rate", values(Epoch::learningRate)),
                new Reals("seconds", values(Epoch::seconds)),
                new Reals("images/s", values(Epoch::imagesPerSecond)));
    }

    @Override
    public String toString() {
        if (epochs.isEmpty()) {
            return title + ": no epoch has ended yet";
        }
        Epoch last = epochs.get(epochs.size() - 1);
        return title + ": epoch " + last.number() + ", loss " + Numbers.value(last.loss()) + ", reconstruction "
                + Numbers.value(last.reconstruction()) + ", KL " + Numbers.value(last.kl()) + " nats per image, "
                + last.activeUnits() + " active units"
                + (note.isEmpty() ? "" : ". " + note);
    }
}
