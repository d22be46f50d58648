package deephash.result;

import deephash.result.DataTable.Column;
import deephash.result.DataTable.Counts;
import deephash.result.DataTable.Reals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How a training run went.
 *
 * @param title the model and its options, for the chart
 * @param epochs in order; empty before the first has ended
 * @param planned how many epochs were asked for
 * @param unit what the loss is measured in: {@code "nats per image"}; empty for no unit
 * @param note what the reader must know: how the run was cut short, or that the latent has collapsed; else empty
 */
public record History(String title, List<Epoch> epochs, int planned, String unit, String note) implements Tabular {

    /** Copies the list. */
    public History {
        epochs = List.copyOf(epochs);
        // histories saved before losses had other units have none
        unit = Objects.requireNonNullElse(unit, "nats per image");
    }

    /**
     * A run that went as planned.
     *
     * @param title the model and its options, for the chart
     * @param epochs in order
     */
    public History(String title, List<Epoch> epochs) {
        this(title, epochs, epochs.size(), "", "");
    }

    /**
     * The same with a note.
     *
     * @param text what the reader must know
     * @return the history
     */
    public History note(String text) {
        return new History(title, epochs, planned, unit, text);
    }

    /**
     * The loss curve: the loss and its first part on the left axis, further parts, before weighting, on the right. For
     * the ELBO these are reconstruction and KL divergence, in nats an image.
     *
     * @return the chart
     * @throws IllegalStateException if no epoch has ended
     */
    public LinePlot chart() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException("No epoch has ended, so there is no loss to draw.");
        }
        LinePlot chart =
                LinePlot.of(title, Axis.of("epoch"), Axis.of("loss" + inUnit())).with(line("loss", Epoch::loss));
        List<String> parts = parts();
        if (parts.size() > 1) {
            chart = chart.with(line(parts.get(0), e -> e.part(parts.get(0))));
        }
        if (Arrays.stream(values(Epoch::validationLoss)).noneMatch(Double::isNaN)) {
            chart = chart.with(line("validation loss", Epoch::validationLoss));
        }
        for (String part : parts.subList(Math.min(1, parts.size()), parts.size())) {
            chart = chart.with(line(part + " (right axis)", e -> e.part(part)).toTheRight())
                    .rightAxis((parts.size() == 2 ? part : "further parts") + inUnit());
        }
        return chart;
    }

    /**
     * What the loss is made of.
     *
     * @return the names of its parts, in their order; empty before the first epoch has ended
     */
    public List<String> parts() {
        return epochs.isEmpty() ? List.of() : List.copyOf(epochs.get(0).parts().keySet());
    }

    private String inUnit() {
        return unit.isEmpty() ? "" : " (" + unit + ")";
    }

    private Line line(String name, ToDoubleFunction<Epoch> of) {
        return Line.of(name, values(Epoch::number), values(of))
                .look(epochs.size() <= 30 ? Line.Look.DOTTED : Line.Look.PLAIN);
    }

    private double[] values(ToDoubleFunction<Epoch> of) {
        return epochs.stream().mapToDouble(of).toArray();
    }

    /** One row an epoch: the loss, its parts before weighting, and how the epoch went. */
    @Override
    public DataTable table() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Counts("epoch", epochs.stream().mapToInt(Epoch::number)));
        columns.add(new Reals("loss", values(Epoch::loss)));
        parts().forEach(part -> columns.add(new Reals(part, values(e -> e.part(part)))));
        columns.add(new Reals("validation loss", values(Epoch::validationLoss)));
        columns.add(new Counts("active units", epochs.stream().mapToInt(Epoch::activeUnits)));
        columns.add(new Reals("learning rate", values(Epoch::learningRate)));
        columns.add(new Reals("seconds", values(Epoch::seconds)));
        columns.add(new Reals("images/s", values(Epoch::imagesPerSecond)));
        return DataTable.of(title, columns.toArray(Column[]::new));
    }

    private static String partsOf(Epoch epoch) {
        return epoch.parts().size() < 2
                ? ""
                : epoch.parts().entrySet().stream()
                        .map(part -> ", " + part.getKey() + " " + Numbers.value(part.getValue()))
                        .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        if (epochs.isEmpty()) {
            return title + ": no epoch has ended yet";
        }
        Epoch last = epochs.get(epochs.size() - 1);
        return title + ": epoch " + last.number() + ", loss " + Numbers.value(last.loss()) + partsOf(last)
                + (unit.isEmpty() ? "" : " " + unit) + ", "
                + last.activeUnits() + " active units"
                + (note.isEmpty() ? "" : ". " + note);
    }
}
