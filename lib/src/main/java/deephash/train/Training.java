package deephash.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deephash.data.Images;
import deephash.data.Split;
import deephash.model.Ending;
import deephash.model.HashModel;
import deephash.model.Likelihood;
import deephash.model.block.AutoEncoder;
import deephash.model.block.SeededDraws;
import deephash.model.block.Weights;
import deephash.view.History;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A network in native memory while it learns: its values, its optimizer, and one epoch of steps. */
final class Training implements AutoCloseable {

    /** What random numbers are for, so that each use has its own. */
    static final long SPLIT = 1;

    private static final long ORDER = 2;
    private static final long NOISE = 3;
    private static final long WATCH = 4;

    /** Where thresholds must be found soon, they are found on so many images. */
    private static final int SOME = 1000;

    private final NDManager memory;
    private final AutoEncoder network;
    private final Trainer.Plan plan;
    private final TrainOptions options;
    private final ParameterStore parameters;
    private final Adam adam;
    private final Feed feed;
    private final Schedule schedule;
    private final int stepsPerEpoch;

    Training(NDManager memory, AutoEncoder network, Trainer.Plan plan) {
        this.memory = memory;
        this.network = network;
        this.plan = plan;
        options = plan.options();
        network.initialize(memory, options.seed());
        parameters = new ParameterStore(memory, false);
        Map<String, NDArray> learned = new LinkedHashMap<>();
        for (Map.Entry<String, Parameter> entry : network.named().entrySet()) {
            learned.put(entry.getKey(), parameters.getValue(entry.getValue(), memory.getDevice(), true));
        }
        adam = new Adam(memory, learned);
        feed = new Feed(plan.learned().images(), network.order());
        stepsPerEpoch = plan.stepsPerEpoch();
        schedule = new Schedule(
                plan.learningRate(),
                Math.round(options.warmUp() * stepsPerEpoch),
                (long) stepsPerEpoch * options.epochs());
    }

    /** Is told of every step. */
    interface Steps {
        void ended(long step, int images, double loss);
    }

    /**
     * Trains one epoch, or until {@code stop} holds or the loss is no number.
     *
     * @param number from 1
     * @return what the steps said
     */
    EpochSums epoch(int number, BooleanSupplier stop, Steps steps) {
        EpochSums sums = new EpochSums(options.bits());
        int[] order = new SeededDraws(options.seed(), ORDER, number)
                .permutation(plan.learned().size());
        feed.request(batch(order, 0));
        try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            for (int i = 0; i < stepsPerEpoch && !stop.getAsBoolean(); i++) {
                byte[] pixels = feed.take();
                int[] items = batch(order, i);
                if (i + 1 < stepsPerEpoch) {
                    feed.request(batch(order, i + 1));
                }
                long step = (long) (number - 1) * stepsPerEpoch + i;
                double loss = step(step, items, pixels, sums);
                if (!Double.isFinite(loss)) {
                    break;
                }
                steps.ended(step, items.length, loss);
            }
        }
        return sums;
    }

    private int[] batch(int[] order, int index) {
        return Arrays.copyOfRange(
                order, index * options.batch(), Math.min(order.length, (index + 1) * options.batch()));
    }

    private double step(long step, int[] items, byte[] pixels, EpochSums sums) {
        try (NDManager scope = memory.newSubManager()) {
            Objective.Batch batch = new Objective.Batch(
                    network.pixels(scope, pixels),
                    plan.learned().labels().select(items),
                    (double) step / stepsPerEpoch,
                    new SeededDraws(options.seed(), NOISE, step));
            Objective.Terms terms = options.objective().terms(network, parameters, batch);
            double loss = sums.add(items.length, terms);
            if (Double.isFinite(loss)) {
                adam.step(terms.loss(), schedule.rate(step), options.weightDecay(), options.clip());
            }
            return loss;
        }
    }

    /** The learning rate of an epoch's last step. */
    double rate(int epoch) {
        return schedule.rate((long) epoch * stepsPerEpoch - 1);
    }

    /** The loss on the images kept aside, with the same noise every time and the full weight on KL; NaN if none are. */
    double watchedLoss() {
        Split watched = plan.watched();
        if (watched.size() == 0) {
            return Double.NaN;
        }
        EpochSums sums = new EpochSums(options.bits());
        try (Feed reader = new Feed(watched.images(), network.order())) {
            for (int from = 0; from < watched.size(); from += options.batch()) {
                int[] items = new int[Math.min(options.batch(), watched.size() - from)];
                Arrays.setAll(items, new Offset(from));
                reader.request(items);
                try (NDManager scope = memory.newSubManager()) {
                    Objective.Batch batch = new Objective.Batch(
                            network.pixels(scope, reader.take()),
                            watched.labels().select(items),
                            Double.POSITIVE_INFINITY,
                            new SeededDraws(options.seed(), WATCH, from));
                    sums.add(items.length, options.objective().terms(network, parameters, batch));
                }
            }
        }
        return sums.loss();
    }

    private record Offset(int from) implements java.util.function.IntUnaryOperator {
        @Override
        public int applyAsInt(int i) {
            return from + i;
        }
    }

    /** A copy of what was learned. */
    Weights weights() {
        return Weights.of(network);
    }

    /** A copy of the optimizer's state. */
    Weights optimizer() {
        return adam.state();
    }

    /** Goes back to these weights. */
    void weights(Weights weights) {
        weights.giveTo(network, memory);
    }

    /** Goes back to a saved run. */
    void restore(Checkpoints.Saved saved) {
        weights(saved.model().weights());
        adam.state(saved.optimizer());
    }

    /** The model before the first step. */
    HashModel untrained() {
        return model(Ending.UNTRAINED, new History(plan.architecture().name(), java.util.List.of()), true);
    }

    /**
     * The model as it is now.
     *
     * @param all whether thresholds are learned from all images, or from some of them, which is sooner done
     */
    HashModel model(Ending ending, History history, boolean all) {
        return new HashModel(
                plan.architecture(),
                network.order().pixels(),
                options.bits(),
                options.objective() instanceof Elbo elbo ? elbo.likelihood() : Likelihood.bernoulli(),
                weights(),
                options.threshold().fit(means(all)),
                history,
                ending,
                Facts.of(plan.data(), plan.learned(), options));
    }

    private float[][] means(boolean all) {
        Images images = plan.learned().images();
        if (!all && images.size() > SOME) {
            int[] some = new SeededDraws(options.seed(), ORDER).permutation(images.size());
            images = images.select(Arrays.copyOf(some, SOME));
        }
        return network.means(memory, images, count -> {});
    }

    @Override
    public void close() {
        feed.close();
        adam.close();
    }
}
