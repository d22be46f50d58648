package deephash.objective;

import deephash.code.Labels;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/** What is to be learned: how long codes are, and which labels the training images have. One for a run. */
public final class Task {

    private final int bits;
    private final Labels labels;
    private final long seed;
    private float[] rarity = {};
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
     * @param kind how they are chosen
     * @return (classes, d) of ±1; not to be changed
     * @throws IllegalArgumentException if there are more classes than codes
     */
    public synchronized float[][] centres(Centres kind) {
        return centres.computeIfAbsent(kind, k -> k.of(classes(), bits, seed));
    }

    /**
     * How much each class says: 1 + ln((1 + N)/(1 + n)) where n of N training images have it.
     *
     * @return shape (classes); not to be changed
     */
    synchronized float[] rarity() {
        if (rarity.length != classes()) {
            float[] made = new float[classes()];
            for (int c = 0; c < made.length; c++) {
                int tag = c;
                long with = IntStream.range(0, labels.size())
                        .filter(i -> labels.has(i, tag))
                        .count();
                made[c] = (float) (1 + Math.log((1.0 + labels.size()) / (1.0 + with)));
            }
            rarity = made;
        }
        return rarity;
    }
}
