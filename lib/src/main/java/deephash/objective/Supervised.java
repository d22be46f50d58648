package deephash.objective;

import deephash.code.Labels;
import java.util.stream.IntStream;

/** What all objectives that learn from labels ask of them. */
final class Supervised {

    private static final String WITHOUT = "Objectives that need none: ELBO and SCA_H (a decoder), NT_XENT and"
            + " CIBHASH (augmented views), BI_HALF and GREEDY_HASH_UNSUPERVISED (similar inputs).";

    private Supervised() {}

    /**
     * Checks that there is something to learn.
     *
     * @throws IllegalArgumentException if there are no labels, or all images have the same ones
     */
    static void check(String objective, Task task) {
        Labels labels = task.labels();
        if (!labels.isPresent()) {
            throw new IllegalArgumentException(
                    objective + " learns from labels, but the training images have none. " + WITHOUT);
        }
        long used = IntStream.range(0, labels.classes().size())
                .filter(c -> IntStream.range(0, labels.size()).anyMatch(i -> labels.has(i, c)))
                .count();
        if (used < 2) {
            throw new IllegalArgumentException(objective + " learns to tell classes apart, but all " + labels.size()
                    + " training images are of "
                    + (used == 0 ? "none" : "one, \"" + labels.text(0) + "\"") + ". Load at least two classes. "
                    + WITHOUT);
        }
    }
}
