package deephash.train;

import deephash.hash.Threshold;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Several options to compare: every combination of what was named. {@code options().bits(16, 32).seed(1, 2)} are four.
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

    /** One alone. */
    static OptionsGrid of(TrainOptions options) {
        return new OptionsGrid(List.of(options));
    }

    /**
     * Each with each of these lengths of codes.
     *
     * @param lengths each at least 1
     * @return the changed grid of options
     */
    public OptionsGrid bits(int... lengths) {
        return each(TrainOptions::bits, Arrays.stream(lengths).boxed().toList());
    }

    /**
     * Each with each of these seeds: the table takes their mean, and says how far they differ.
     *
     * @param numbers one a training
     * @return the changed grid of options
     */
    public OptionsGrid seed(long... numbers) {
        return each(TrainOptions::seed, Arrays.stream(numbers).boxed().toList());
    }

    /**
     * Each with each of these numbers of epochs.
     *
     * @param counts one a training
     * @return the changed grid of options
     */
    public OptionsGrid epochs(int... counts) {
        return each(TrainOptions::epochs, Arrays.stream(counts).boxed().toList());
    }

    /**
     * Each with each of these weights of the KL term.
     *
     * @param weights each 0 or more
     * @return the changed grid of options
     */
    public OptionsGrid beta(double... weights) {
        return each(TrainOptions::beta, Arrays.stream(weights).boxed().toList());
    }

    /**
     * Each with each of these learning rates.
     *
     * @param rates each above 0
     * @return the changed grid of options
     */
    public OptionsGrid learningRate(double... rates) {
        return each(TrainOptions::learningRate, Arrays.stream(rates).boxed().toList());
    }

    /**
     * Each with each of these thresholds.
     *
     * @param kinds one a training
     * @return the changed grid of options
     */
    public OptionsGrid threshold(Threshold... kinds) {
        return each(TrainOptions::threshold, List.of(kinds));
    }

    /**
     * Each with each of these values of any option: {@code options().bits(32, 64).each(TrainOptions::batch, List.of(64,
     * 256))}.
     *
     * @param option the method of {@link TrainOptions} that sets it
     * @param values one a training
     * @param <T> the type of the option
     * @return the changed grid of options
     */
    public <T> OptionsGrid each(BiFunction<TrainOptions, T, TrainOptions> option, List<T> values) {
        return new OptionsGrid(options.stream()
                .flatMap(o -> values.stream().map(value -> option.apply(o, value)))
                .toList());
    }
}
