package deephash.train;

import deephash.data.Split;
import deephash.model.Architecture;
import deephash.model.block.AutoEncoder;
import deephash.model.engine.SeededDraws;
import deephash.objective.Elbo;
import deephash.objective.Objective;
import deephash.objective.Task;
import java.util.Arrays;
import java.util.Map;

/**
 * What one training has to do.
 *
 * @param architecture what to build
 * @param data what is remembered of the data, by name
 * @param learned the images to learn from
 * @param watched the images on which only the loss is watched, perhaps none
 * @param options how
 */
record TrainingPlan(
        Architecture architecture, Map<String, String> data, Split learned, Split watched, TrainOptions options) {

    /** The use of random numbers that chooses the images kept aside. */
    static final long SPLIT = 1;

    static TrainingPlan of(Architecture architecture, Map<String, String> data, Split train, TrainOptions options) {
        options.requireWhole();
        requireLearnable(train, options);
        int size = train.size();
        int watched = (int) Math.round(size * options.validation());
        if (size - watched < 2) {
            throw new IllegalArgumentException("Training needs at least 2 images, but the split \"" + train.name()
                    + "\" has " + size + (watched > 0 ? ", of which " + watched + " are kept aside" : "") + ".");
        }
        if (options.validation() > 0 && watched == 0) {
            throw new IllegalArgumentException("validation(" + options.validation() + ") keeps none of " + size
                    + " images aside; take a larger share.");
        }
        if (watched == 0) {
            return new TrainingPlan(architecture, data, train, train.select(), options);
        }
        int[] order = new SeededDraws(options.seed(), SPLIT).permutation(size);
        return new TrainingPlan(
                architecture,
                data,
                train.select(Arrays.copyOfRange(order, watched, size)),
                train.select(Arrays.copyOfRange(order, 0, watched)),
                options);
    }

    /** The rate asked for, or the architecture's own. */
    double learningRate() {
        return options.learningRate() > 0
                ? options.learningRate()
                : architecture.learningRate(learned.images().pixels());
    }

    /** Where images of a batch are compared with each other, one left over goes with the batch before it. */
    int stepsPerEpoch() {
        int steps = (learned.size() + options.batch() - 1) / options.batch();
        boolean oneLeft = learned.size() % options.batch() == 1 && options.batch() > 1;
        return oneLeft && steps > 1 && !options.objective().needsDecoder() ? steps - 1 : steps;
    }

    /** The network without values; without its decoder, if the objective needs none. */
    AutoEncoder network() {
        AutoEncoder network = architecture.build(learned.images().pixels(), options.bits());
        if (!options.objective().needsDecoder()) {
            return network.withoutDecoder(options.objective().head());
        }
        if (!network.hasDecoder()) {
            throw new IllegalArgumentException(architecture.name() + " has no decoder, but "
                    + options.objective().name() + " needs one. Take an objective without: DPN with labels, NT_XENT"
                    + " with augmented views.");
        }
        return network;
    }

    /** What curves and tables call it: the architecture, and the objective where it is not the paper's. */
    String title() {
        return title(architecture, options);
    }

    private static void requireLearnable(Split train, TrainOptions options) {
        Objective objective = options.objective();
        if (!objective.needsDecoder() && options.batch() < 2) {
            throw new IllegalArgumentException(objective.name() + " compares the images of a batch, so batch("
                    + options.batch() + ") is too few; take at least 2, usually 64 to 256.");
        }
        int asked = options.augmentations().size();
        if (asked != 1 && asked != objective.views()) {
            throw new IllegalArgumentException(objective.name() + " sees " + objective.views()
                    + (objective.views() == 1 ? " view" : " views") + " of each image, but " + asked
                    + " augmentations were given. Give one for all views, or one a view.");
        }
        objective.check(new Task(options.bits(), train.labels(), options.seed()));
    }

    /** As {@link Trainer#title} says. */
    static String title(Architecture architecture, TrainOptions options) {
        return options.objective() instanceof Elbo
                ? architecture.name()
                : architecture.name() + " " + options.objective().name();
    }
}
