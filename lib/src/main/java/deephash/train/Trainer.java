package deephash.train;

import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.model.block.AutoEncoder;
import deephash.model.block.Compute;

/** Trains an architecture on images. */
public final class Trainer {

    private Trainer() {}

    /**
     * Trains on the training split of a data set.
     *
     * @see #train(Architecture, Split, TrainOptions, TrainListener...)
     */
    public static HashModel train(
            Architecture architecture, RetrievalDataset dataset, TrainOptions options, TrainListener... listeners) {
        return train(architecture, dataset.name(), dataset.train(), options, listeners);
    }

    /**
     * Trains on images. Shows a bar and a live loss curve on the current screen. If the thread is interrupted, the
     * model reached so far is returned, marked so, and the thread's interrupt flag stays set.
     *
     * @param architecture what to build
     * @param train what to learn from; its labels are used only by objectives that need them
     * @param options how to learn
     * @param listeners are told how it goes
     * @throws IllegalArgumentException if the images do not fit the architecture, or are too few
     */
    public static HashModel train(
            Architecture architecture, Split train, TrainOptions options, TrainListener... listeners) {
        return train(architecture, train.name(), train, options, listeners);
    }

    private static HashModel train(
            Architecture architecture, String data, Split train, TrainOptions options, TrainListener... listeners) {
        AutoEncoder network = architecture.build(train.images().pixels(), options.bits());
        Parts parts = Parts.of(train, options);
        return Compute.with(memory -> {
            try (Training training = new Training(memory, network, architecture, data, parts, options, listeners)) {
                return training.run();
            }
        });
    }

    /** The images to learn from, and those kept aside. */
    record Parts(Split learned, Split watched) {

        static Parts of(Split train, TrainOptions options) {
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
                return new Parts(train, train.select());
            }
            int[] order = new deephash.model.block.SeededDraws(options.seed(), Training.SPLIT).permutation(size);
            return new Parts(
                    train.select(java.util.Arrays.copyOfRange(order, watched, size)),
                    train.select(java.util.Arrays.copyOfRange(order, 0, watched)));
        }
    }
}
