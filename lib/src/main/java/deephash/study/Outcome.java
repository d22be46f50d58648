package deephash.study;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one run ended: with scores, or with the reason why it failed.
 *
 * @param run which one
 * @param data the fingerprint of the data set
 * @param description the data set in one line, with the sizes of its splits
 * @param protocol how the splits were chosen
 * @param scores if it succeeded
 * @param failure why it failed, if it did
 */
public record Outcome(
        Run run, String data, String description, String protocol, Optional<Scores> scores, Optional<String> failure) {

    /** Whether there are scores. */
    public boolean succeeded() {
        return scores.isPresent();
    }

    /** The options one by one, as readers are shown them: with the learning rate that was used. */
    List<String> options() {
        double rate = scores.map(Scores::learningRate).orElse(Double.NaN);
        return run.optionList().stream()
                .map(option -> option.equals(Run.OWN_RATE) && !Double.isNaN(rate)
                        ? "learningRate " + rate + " (the default for it)"
                        : option)
                .toList();
    }

    @Override
    public String toString() {
        return run
                + scores.map(s ->
                                String.format(Locale.ROOT, ": mAP %.4f, nearest neighbour %.3f", s.map(), s.accuracy()))
                        .orElseGet(() -> " failed: " + failure.orElse("for no known reason"));
    }
}
