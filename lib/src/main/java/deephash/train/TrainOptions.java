package deephash.train;

import deephash.augment.Augmentation;
import deephash.hash.Threshold;
import deephash.model.Likelihood;
import deephash.model.engine.Precision;
import deephash.objective.Elbo;
import deephash.objective.Objective;
import java.util.List;
import java.util.function.BiFunction;

/**
 * How to learn: everything that changes the result, and nothing else.
 *
 * <pre>{@code
 * options().bits(64).epochs(30).seed(7)
 * }</pre>
 *
 * @param bits d, the length of a code, at least 1
 * @param epochs passes over the training images, at least 1
 * @param batch images in a step, at least 1
 * @param learningRate of Adam at its highest; falls to zero along a cosine. 0 takes the architecture's own, see {@link
 *     deephash.model.Architecture#learningRate}
 * @param warmUp epochs over which the learning rate rises to that, at least 0; at most {@code epochs}, which is
 *     checked when a training starts, so that they can be set in any order
 * @param objective what is minimised
 * @param augment what is done to the images at random before they are learned from: one for all views of the objective,
 *     or one a view; empty takes the objective's own, see {@link Objective#augmentations}
 * @param weightDecay decoupled from the gradient (Loshchilov and Hutter, 2019), at least 0
 * @param clip the largest norm of the gradient, 0 for no limit
 * @param validation the share of the training images that is kept aside to watch the loss on, 0 to 0.9
 * @param patience epochs without a better validation loss after which training stops, 0 for never
 * @param threshold how latent means become bits: the paper takes their mean
 * @param precision of the products in a training step; weights are kept, and codes computed, in 32 bits
 * @param seed of the first weights, the order of the images and the noise
 */
public record TrainOptions(
        int bits,
        int epochs,
        int batch,
        double learningRate,
        double warmUp,
        Objective objective,
        List<Augmentation> augment,
        double weightDecay,
        double clip,
        double validation,
        int patience,
        Threshold threshold,
        Precision precision,
        long seed) {

    /** Checks the ranges. */
    public TrainOptions {
        augment = List.copyOf(augment);
        require(bits >= 1, "bits", bits, "at least 1; usual are 16, 32, 64 and 128");
        require(epochs >= 1, "epochs", epochs, "at least 1; an untrained model is a baseline, not a model");
        require(batch >= 1, "batch", batch, "at least 1; the paper takes 64");
        require(
                learningRate >= 0 && learningRate < 10,
                "learningRate",
                learningRate,
                "above 0 and below 10, usually 1e-4 to 3e-3, or 0 for the architecture's own");
        require(warmUp >= 0, "warmUp", warmUp, "at least 0");
        require(weightDecay >= 0, "weightDecay", weightDecay, "at least 0; usual are 0 to 0.1");
        require(clip >= 0, "clip", clip, "at least 0, where 0 means no limit");
        require(validation >= 0 && validation <= 0.9, "validation", validation, "a share between 0 and 0.9");
        require(patience >= 0, "patience", patience, "at least 0, where 0 means never stop early");
        require(
                patience == 0 || validation > 0,
                "patience",
                patience,
                "only useful with a validation split: validation(0.1).patience(" + patience + ")");
    }

    /** Checks what is known only when all options are. */
    void requireWhole() {
        require(warmUp <= epochs, "warmUp", warmUp, "at most the " + epochs + " epochs of the training");
    }

    private static void require(boolean holds, String name, Object found, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(name + "(" + found + ") is not possible: it is " + allowed + ".");
        }
    }

    /**
     * The defaults: good codes in a minute or two on a laptop. Found on a validation part of the training images of
     * Fashion-MNIST; {@code tests/bench/search-defaults.md} has the runs.
     */
    public static TrainOptions options() {
        return new TrainOptions(
                64,
                10,
                64,
                0,
                0.5,
                new Elbo(Likelihood.gaussian(0.3), 1, 0, 0),
                List.of(),
                0,
                0,
                0,
                0,
                Threshold.MEAN,
                Precision.FLOAT32,
                1);
    }

    /** What the paper states: 64 bits, 2,000 epochs, batches of 64; the images are to be 128×128 and grey. */
    public static TrainOptions paper() {
        return options().epochs(2000).objective(new Elbo(Likelihood.bernoulli(), 1, 0, 0));
    }

    /**
     * The same with codes of another length.
     *
     * @param length d, the length of a code, at least 1
     * @return the changed options
     */
    public TrainOptions bits(int length) {
        Draft draft = new Draft(this);
        draft.bits = length;
        return draft.options();
    }

    /**
     * The same with each of several lengths of codes; more can be varied, see {@link OptionsGrid}.
     *
     * @param lengths each at least 1
     * @return a grid of options
     */
    public OptionsGrid bits(int... lengths) {
        return OptionsGrid.of(this).bits(lengths);
    }

    /**
     * The same with each of several seeds.
     *
     * @param numbers one a training
     * @return a grid of options
     */
    public OptionsGrid seed(long... numbers) {
        return OptionsGrid.of(this).seed(numbers);
    }

    /**
     * The same with each of several numbers of epochs.
     *
     * @param counts one a training
     * @return a grid of options
     */
    public OptionsGrid epochs(int... counts) {
        return OptionsGrid.of(this).epochs(counts);
    }

    /**
     * The same with each of several weights of the KL term.
     *
     * @param weights each 0 or more
     * @return a grid of options
     */
    public OptionsGrid beta(double... weights) {
        return OptionsGrid.of(this).beta(weights);
    }

    /**
     * The same with each of several learning rates.
     *
     * @param rates each above 0
     * @return a grid of options
     */
    public OptionsGrid learningRate(double... rates) {
        return OptionsGrid.of(this).learningRate(rates);
    }

    /**
     * The same with each of several thresholds.
     *
     * @param kinds one a training
     * @return a grid of options
     */
    public OptionsGrid threshold(Threshold... kinds) {
        return OptionsGrid.of(this).threshold(kinds);
    }

    /**
     * The same with each of several values of any option: {@code options().each(TrainOptions::batch, List.of(64,
     * 256))}.
     *
     * @param option the method that sets it
     * @param values one a training
     * @param <T> the type of the option
     * @return a grid of options
     */
    public <T> OptionsGrid each(BiFunction<TrainOptions, T, TrainOptions> option, List<T> values) {
        return OptionsGrid.of(this).each(option, values);
    }

    /**
     * The same with another number of epochs.
     *
     * @param count passes over the training images, at least 1
     * @return the changed options
     */
    public TrainOptions epochs(int count) {
        Draft draft = new Draft(this);
        draft.epochs = count;
        return draft.options();
    }

    /**
     * The same with another number of images in a step.
     *
     * @param images images in a step, at least 1
     * @return the changed options
     */
    public TrainOptions batch(int images) {
        Draft draft = new Draft(this);
        draft.batch = images;
        return draft.options();
    }

    /**
     * The same with another highest learning rate.
     *
     * @param rate of Adam at its highest; falls to zero along a cosine.
     * @return the changed options
     */
    public TrainOptions learningRate(double rate) {
        Draft draft = new Draft(this);
        draft.learningRate = rate;
        return draft.options();
    }

    /**
     * The same with a learning rate that rises over the first {@code count} epochs.
     *
     * @param count epochs over which the learning rate rises to that, at least 0; at most {@code epochs}, which is
     *     checked when a training starts, so that they can be set in any order
     * @return the changed options
     */
    public TrainOptions warmUp(double count) {
        Draft draft = new Draft(this);
        draft.warmUp = count;
        return draft.options();
    }

    /**
     * The same with another objective.
     *
     * @param minimised what is minimised
     * @return the changed options
     */
    public TrainOptions objective(Objective minimised) {
        Draft draft = new Draft(this);
        draft.objective = minimised;
        return draft.options();
    }

    /**
     * The same with other augmentations: one for all views of the objective, or one a view.
     *
     * @param views what is done to the images at random before they are learned from: one for all views of the
     *     objective, or one a view; empty takes the objective's own, see {@link Objective#augmentations}
     * @return the changed options
     */
    public TrainOptions augment(Augmentation... views) {
        Draft draft = new Draft(this);
        draft.augment = List.of(views);
        return draft.options();
    }

    /** The augmentations that are used: those asked for, else the objective's own. */
    public List<Augmentation> augmentations() {
        return augment.isEmpty() ? objective.augmentations() : augment;
    }

    /**
     * The same with another weight β on KL.
     *
     * @param weight 0 or more
     * @return the changed options
     */
    public TrainOptions beta(double weight) {
        return objective(elbo("beta").beta(weight));
    }

    /**
     * The same with a β that rises over the first {@code count} epochs.
     *
     * @param count epochs, 0 for none
     * @return the changed options
     */
    public TrainOptions klWarmUp(double count) {
        return objective(elbo("klWarmUp").klWarmUp(count));
    }

    /**
     * The same with {@code nats} of KL a unit that cost nothing.
     *
     * @param nats a unit, 0 for none
     * @return the changed options
     */
    public TrainOptions freeBits(double nats) {
        return objective(elbo("freeBits").freeBits(nats));
    }

    /**
     * The same with another likelihood of pixels.
     *
     * @param of of pixels
     * @return the changed options
     */
    public TrainOptions likelihood(Likelihood of) {
        return objective(elbo("likelihood").likelihood(of));
    }

    private Elbo elbo(String option) {
        if (objective instanceof Elbo elbo) {
            return elbo;
        }
        throw new IllegalStateException(option + " is an option of the ELBO, but the objective is " + objective.name()
                + ". Set objective(ELBO) first.");
    }

    /**
     * The same with another weight decay.
     *
     * @param decay decoupled from the gradient (Loshchilov and Hutter, 2019), at least 0
     * @return the changed options
     */
    public TrainOptions weightDecay(double decay) {
        Draft draft = new Draft(this);
        draft.weightDecay = decay;
        return draft.options();
    }

    /**
     * The same with gradients clipped to another norm, 0 for no limit.
     *
     * @param norm the largest norm of the gradient, 0 for no limit
     * @return the changed options
     */
    public TrainOptions clip(double norm) {
        Draft draft = new Draft(this);
        draft.clip = norm;
        return draft.options();
    }

    /**
     * The same with another share of the training images kept aside.
     *
     * @param share the share of the training images that is kept aside to watch the loss on, 0 to 0.9
     * @return the changed options
     */
    public TrainOptions validation(double share) {
        Draft draft = new Draft(this);
        draft.validation = share;
        return draft.options();
    }

    /**
     * The same with early stopping after {@code count} epochs without a better validation loss.
     *
     * @param count epochs without a better validation loss after which training stops, 0 for never
     * @return the changed options
     */
    public TrainOptions patience(int count) {
        Draft draft = new Draft(this);
        draft.patience = count;
        return draft.options();
    }

    /**
     * The same with another kind of threshold: {@code threshold(Threshold.ITQ)}.
     *
     * @param kind how latent means become bits: the paper takes their mean
     * @return the changed options
     */
    public TrainOptions threshold(Threshold kind) {
        Draft draft = new Draft(this);
        draft.threshold = kind;
        return draft.options();
    }

    /**
     * The same with another seed.
     *
     * @param number of the first weights, the order of the images and the noise
     * @return the changed options
     */
    public TrainOptions seed(long number) {
        Draft draft = new Draft(this);
        draft.seed = number;
        return draft.options();
    }

    /**
     * The same with products in another precision, where the hardware has it: {@code precision(Precision.BFLOAT16)}.
     *
     * @param kind of the products in a training step; weights are kept, and codes computed, in 32 bits
     * @return the changed options
     */
    public TrainOptions precision(Precision kind) {
        Draft draft = new Draft(this);
        draft.precision = kind;
        return draft.options();
    }

    /** Options under change. */
    private static final class Draft {
        private int bits;
        private int epochs;
        private int batch;
        private double learningRate;
        private double warmUp;
        private Objective objective;
        private List<Augmentation> augment;
        private double weightDecay;
        private double clip;
        private double validation;
        private int patience;
        private Threshold threshold;
        private Precision precision;
        private long seed;

        Draft(TrainOptions from) {
            bits = from.bits;
            epochs = from.epochs;
            batch = from.batch;
            learningRate = from.learningRate;
            warmUp = from.warmUp;
            objective = from.objective;
            augment = from.augment;
            weightDecay = from.weightDecay;
            clip = from.clip;
            validation = from.validation;
            patience = from.patience;
            threshold = from.threshold;
            precision = from.precision;
            seed = from.seed;
        }

        TrainOptions options() {
            return new TrainOptions(
                    bits,
                    epochs,
                    batch,
                    learningRate,
                    warmUp,
                    objective,
                    augment,
                    weightDecay,
                    clip,
                    validation,
                    patience,
                    threshold,
                    precision,
                    seed);
        }
    }
}
