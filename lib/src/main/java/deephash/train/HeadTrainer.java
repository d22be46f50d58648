package deephash.train;

import deephash.augment.Augmentation;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.hash.Embedding;
import deephash.model.engine.Compute;
import deephash.objective.Objective;
import deephash.objective.Task;
import deephash.result.History;
import deephash.train.contrastive.Neighbourhood;
import java.util.List;

/**
 * Trains a small head over an encoder that stays as it is: its features are computed once, and the head learns from
 * them in seconds.
 *
 * <pre>{@code
 * HeadTrainer.train(encoder, data, options().objective(DPN).batch(256).epochs(15));
 * }</pre>
 */
public final class HeadTrainer {

    /** The fewest views of each image that are computed once, for an objective that compares views. */
    private static final int FIXED_VIEWS = 3;

    private static final double RATE = 2e-3;

    private HeadTrainer() {}

    /**
     * Trains on the training split of a data set.
     *
     * @param embedding gives the features
     * @param data whose training images are learned from
     * @param options how to learn; see {@link #train(Embedding, Split, TrainOptions)}
     * @return the hasher
     */
    public static Head train(Embedding embedding, RetrievalDataset data, TrainOptions options) {
        return train(embedding, data.train(), options);
    }

    /**
     * Trains on images. If the thread is interrupted, the head reached so far is returned, marked so, and the flag
     * stays set.
     *
     * @param embedding gives the features
     * @param train what to learn from; its labels are used only by objectives that need them
     * @param options how to learn: a learning rate of 0 takes 2e-3. Images are augmented only where the objective
     *     compares views, of which three are computed once and kept; validation is not used
     * @return the hasher
     * @throws IllegalArgumentException if the objective needs a decoder, or the images do not fit it
     * @throws ArithmeticException if the loss diverges; says what to try
     */
    public static Head train(Embedding embedding, Split train, TrainOptions options) {
        check(train, options);
        float[][] plain = embedding.features(train.images());
        return train(
                embedding,
                train,
                options,
                options.objective().name() + " on " + embedding.name(),
                HeadFeatures.of(
                        plain,
                        options.objective().views() == 1
                                ? new float[][][] {plain}
                                : views(embedding, train.images(), options)));
    }

    /**
     * Trains on images whose nearest neighbours, by the cosine of their features less the mean, stand in for augmented
     * views of them, as in nearest-neighbour contrastive learning (Dwibedi et al., ICCV 2021). No labels are used, no
     * image goes through the encoder twice, and codes learn to bring together what the encoder already finds alike.
     *
     * @param embedding gives the features
     * @param train what to learn from
     * @param options how to learn, with an objective that compares views, such as {@code CIBHASH}; a learning rate of 0
     *     takes 2e-3
     * @param neighbours how many of each image are drawn from, at least 1; 10 to 50 are usual
     * @return the hasher
     * @throws IllegalArgumentException if the objective compares no views, or the images do not fit it
     * @throws ArithmeticException if the loss diverges; says what to try
     */
    public static Head trainOnNeighbours(Embedding embedding, Split train, TrainOptions options, int neighbours) {
        check(train, options);
        int views = options.objective().views();
        if (views < 2 || neighbours < views - 1 || train.size() < views) {
            throw new IllegalArgumentException(options.objective().name() + " compares " + views
                    + (views == 1 ? " view" : " views") + " of each image, and " + neighbours
                    + " neighbours were asked for among " + train.size() + " images. Take an objective that compares at"
                    + " least 2, as CIBHASH and NT_XENT do, and 10 neighbours.");
        }
        float[][] plain = embedding.features(train.images());
        int[][] near = Neighbourhood.of(plain, neighbours, options.precision());
        return train(
                embedding,
                train,
                options,
                options.objective().name() + " on neighbours, " + embedding.name(),
                HeadFeatures.of(plain, new float[][][] {plain}, near));
    }

    static void check(Split train, TrainOptions options) {
        options.requireWhole();
        Objective objective = options.objective();
        if (objective.needsDecoder()) {
            throw new IllegalArgumentException(objective.name() + " needs a decoder, which features have none of. Take"
                    + " options().objective(DPN) with labels, or NT_XENT with augmented views.");
        }
        if (options.batch() < 2 || train.size() < 2) {
            throw new IllegalArgumentException("A head needs batches of at least 2 images, not " + options.batch()
                    + ", and at least 2 training images, not " + train.size() + ".");
        }
        objective.check(new Task(options.bits(), train.labels(), options.seed()));
    }

    private static Head train(
            Embedding embedding, Split train, TrainOptions options, String title, HeadFeatures features) {
        return Compute.with(memory -> {
            double rate = options.learningRate() > 0 ? options.learningRate() : RATE;
            try (HeadTraining training = new HeadTraining(memory, title, features, train, options, rate)) {
                History history = training.train(List.of(), (epochs, state) -> {});
                return training.head(embedding, features.plain(), history, training.provenance(embedding));
            }
        });
    }

    private static float[][][] views(Embedding embedding, Images images, TrainOptions options) {
        List<Augmentation> how = options.augmentations();
        float[][][] views = new float[Math.max(FIXED_VIEWS, options.objective().views())][][];
        for (int v = 0; v < views.length; v++) {
            views[v] = embedding.features(how.get(v % how.size()).of(images, options.seed() + v));
        }
        return views;
    }
}
