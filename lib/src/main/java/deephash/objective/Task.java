package deephash.objective;

import deephash.code.Labels;
import java.util.EnumMap;
import java.util.Map;

/** What is to be learned: how long codes are, and which labels the training images have. One for a run. */
public final class Task {

    private final int bits;
    private final Labels labels;
    private final long seed;
    private final Map<Centres, float[][]> centres = new EnumMap<>(Centres.class);

    /**
     * A task.
     *
     * @param bits d, the length of a code, at least 1
     * @param labels of all training images
     * @param seed of the run
     */
    public Task(int bits, Labels labels, long seed) {
        this.bits = bits;
        this.labels = labels;
        this.seed = seed;
    }

    /** d, the length of a code. */
    public int bits() {
        return bits;
    }

    /** The labels of all training images. */
    public Labels labels() {
        return labels;
    }

    /** How many classes the data set names. */
    public int classes() {
        return labels.classes().size();
    }

    /** The seed of the run. */
    public long seed() {
        return seed;
    }

    /**
     * A code for each class, the same for the whole run.
     *
     * @return (classes, d) of ±1; not to be changed
     * @throws IllegalArgumentException if there are more classes than codes
     */
    public synchronized float[][] centres(Centres kind) {
        return centres.computeIfAbsent(kind, k -> k.of(classes(), bits, seed));
    }
}
