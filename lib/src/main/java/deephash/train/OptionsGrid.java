package deephash.train;

import java.util.List;

/**
 * Several options to compare.
 *
 * @param options at least one
 */
public record OptionsGrid(List<TrainOptions> options) {

    /** Copies the list. */
    public OptionsGrid {
        options = List.copyOf(options);
        if (options.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to compare: no options were given.");
        }
    }
}
