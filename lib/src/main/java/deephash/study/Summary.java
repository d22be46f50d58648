package deephash.study;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The runs that differ in their seed only.
 *
 * @param hasher its name
 * @param options what else was chosen, and is not the same for all runs of the study that have options
 * @param bits the length of the codes
 * @param runs that succeeded
 * @param failures how many failed
 */
public record Summary(String hasher, String options, int bits, List<Scores> runs, int failures) {

    /** Copies the list. */
    public Summary {
        runs = List.copyOf(runs);
    }

    /**
     * Mean and deviation of one score: {@code summary.of(Scores::map)}.
     *
     * @param score which
     * @return the spread over seeds
     */
    public Spread of(ToDoubleFunction<Scores> score) {
        return Spread.of(runs.stream().map(score::applyAsDouble).toList());
    }
}
