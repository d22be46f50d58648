package deephash.study;

import deephash.baseline.Baseline;
import deephash.data.RetrievalDataset;
import deephash.hash.Embedding;
import deephash.hash.Retriever;
import deephash.hash.Threshold;
import deephash.model.Architecture;
import deephash.model.Ending;
import deephash.model.HashModel;
import deephash.objective.Objective;
import deephash.train.HeadTrainer;
import deephash.train.OptionsGrid;
import deephash.train.TrainOptions;
import deephash.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run that can be made: what it is called, and how its hasher comes about.
 *
 * @param run its name in the table
 * @param maker trains or fits the hasher, or makes an embedding
 */
public record Trial(Run run, Maker maker) {

    /** Makes a hasher or an embedding from the training split of a data set. */
    @FunctionalInterface
    public interface Maker {
        /**
         * Makes it.
         *
         * @param data to learn from
         * @return what is evaluated
         * @throws Exception if it cannot; the study records why, and goes on
         */
        Retriever make(RetrievalDataset data) throws Exception;
    }

    /**
     * A model to train.
     *
     * @param architecture what to build
     * @param options with the bits and the seed of the run
     * @return the trial
     */
    public static Trial of(Architecture architecture, TrainOptions options) {
        return new Trial(
                new Run(Trainer.title(architecture, options), text(options), options.bits(), options.seed()), data -> {
                    HashModel model = Trainer.train(architecture, data, options);
                    if (model.ending() == Ending.DIVERGED) {
                        throw new IllegalStateException(
                                "The training diverged. " + model.history().note());
                    }
                    return model;
                });
    }

    /**
     * Every architecture with every one of some options, in this order.
     *
     * @param architectures what to build
     * @param options how to learn
     * @return one a training
     */
    public static List<Trial> grid(List<? extends Architecture> architectures, OptionsGrid options) {
        return architectures.stream()
                .flatMap(a -> options.options().stream().map(o -> of(a, o)))
                .toList();
    }

    /** Everything that changes the result, besides bits and seed. */
    private static String text(TrainOptions options) {
        return parts(options, Set.of("bits", "seed")).collect(Collectors.joining(Run.BETWEEN_OPTIONS));
    }

    /** Each component but some with its value; those of the objective one by one, after its name. */
    private static Stream<String> parts(Record options, Set<String> but) {
        return Arrays.stream(options.getClass().getRecordComponents())
                .filter(component -> !but.contains(component.getName()))
                // not there before augmentations were, so that outcomes kept until then are found again
                .filter(component -> !List.of().equals(Records.value(component, options)))
                .flatMap(component -> {
                    String name = component.getName() + " ";
                    Object value = Records.value(component, options);
                    return value instanceof Objective && value instanceof Record objective
                            ? Stream.concat(
                                    Stream.of(name + objective.getClass().getSimpleName()), parts(objective, Set.of()))
                            : Stream.of(name + value);
                });
    }

    /**
     * The network before its first step, with thresholds found as after a training: what the architecture alone gives.
     * Its name is that of the model, {@code "untrained CSVAE, itq"}; of the options it needs no other.
     *
     * @param architecture what to build
     * @param options of which bits, seed and threshold are used
     * @return the trial
     */
    public static Trial untrained(Architecture architecture, TrainOptions options) {
        String threshold = options.threshold().equals(Threshold.MEAN) ? "" : ", " + options.threshold();
        return new Trial(
                new Run("untrained " + architecture.name() + threshold, "", options.bits(), options.seed()),
                data -> Trainer.untrained(architecture, data.train(), options));
    }

    /**
     * The latent means of a trained network as real values: what its codes are cut from.
     *
     * @param architecture what to build
     * @param options how to learn
     * @return the trial
     */
    public static Trial latent(Architecture architecture, TrainOptions options) {
        Trial trial = of(architecture, options);
        Run run = new Run(Trainer.title(architecture, options) + " μ", text(options), options.bits(), options.seed());
        return new Trial(run, data -> ((HashModel) trial.maker().make(data)).latent());
    }

    /**
     * Real values, as a reference. They have no bits, and no seed.
     *
     * @param embedding real values
     * @return the trial
     */
    public static Trial of(Embedding embedding) {
        return new Trial(new Run(embedding.name(), "", 0, 0), data -> embedding);
    }

    /**
     * A baseline.
     *
     * @param baseline to fit
     * @param bits the length of codes
     * @param seed of every random choice
     * @return the trial
     */
    public static Trial of(Baseline baseline, int bits, long seed) {
        return new Trial(
                new Run(baseline.title(), "", bits, seed),
                data -> baseline.fit(data.train().images(), bits, seed));
    }

    /**
     * A baseline on the features of an embedding.
     *
     * @param baseline LSH, PCA-sign or ITQ
     * @param embedding gives the features
     * @param bits the length of the codes
     * @param seed of its random choices
     * @return the trial
     */
    public static Trial of(Baseline baseline, Embedding embedding, int bits, long seed) {
        return new Trial(
                new Run(baseline.title() + " on " + embedding.name(), "", bits, seed),
                data -> baseline.fit(embedding, data.train().images(), bits, seed));
    }

    /**
     * A head to train over an encoder that is not trained.
     *
     * @param embedding gives the features
     * @param options with the bits and the seed of the run
     * @return the trial
     */
    public static Trial of(Embedding embedding, TrainOptions options) {
        return new Trial(
                new Run(
                        options.objective().name() + " on " + embedding.name(),
                        text(options),
                        options.bits(),
                        options.seed()),
                data -> HeadTrainer.train(embedding, data, options));
    }

    /**
     * A head to train over an encoder that stays as it is, on neighbours instead of views.
     *
     * @param embedding gives the features
     * @param options with the bits and the seed of the run
     * @param neighbours how many of each image are drawn from
     * @return the trial
     */
    public static Trial onNeighbours(Embedding embedding, TrainOptions options, int neighbours) {
        return new Trial(
                new Run(
                        options.objective().name() + " on neighbours, " + embedding.name(),
                        text(options) + Run.BETWEEN_OPTIONS + "neighbours " + neighbours,
                        options.bits(),
                        options.seed()),
                data -> HeadTrainer.trainOnNeighbours(embedding, data.train(), options, neighbours));
    }
}
