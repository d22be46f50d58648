package deephash.view;

import java.util.List;

/**
 * How a training run went.
 *
 * @param title the model and its options, for the chart
 * @param epochs in order; empty before the first has ended
 */
public record History(String title, List<Epoch> epochs) {

    /** Copies the list. */
    public History {
        epochs = List.copyOf(epochs);
    }
}
