package deephash.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deephash.code.Labels;
import deephash.data.Images;
import deephash.data.Split;
import deephash.model.Ending;
import deephash.model.HashModel;
import deephash.model.Likelihood;
import deephash.model.block.AutoEncoder;
import deephash.model.engine.Ahead;
import deephash.model.engine.Compute;
import deephash.model.engine.SeededDraws;
import deephash.model.engine.Weights;
import deephash.result.History;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

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
    private final Ahead<Prepared> ahead = new Ahead<>();
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
        request(number, order, 0);
        try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            for (int i = 0; i < stepsPerEpoch && !stop.getAsBoolean(); i++) {
                Prepared batch = ahead.take();
                request(number, order, i + 1);
                double loss = step(batch, sums);
                if (!Double.isFinite(loss)) {
                    break;
                }
                steps.ended(batch.step, batch.labels.size(), loss);
            }
        }
        return sums;
    }

    /**
     * What a step needs, as far as it can be prepared on another thread.
     *
     * @param step from 0, over all epochs
     */
    private record Prepared(long step, ByteBuffer pixels, Labels labels, float[] noise) {

        static Prepared of(long step, Split split, int[] items, AutoEncoder network, SeededDraws draws) {
            return new Prepared(
                    step,
                    network.order().read(split.images(), items),
                    split.labels().select(items),
                    draws.gaussian(items.length * network.bits()));
        }

        Objective.Batch in(NDManager scope, AutoEncoder network, double epoch) {
            return new Objective.Batch(network.pixels(scope, pixels), labels, epoch, noise);
        }
    }

    private void request(int epoch, int[] order, int index) {
        if (index < stepsPerEpoch) {
            long step = (long) (epoch - 1) * stepsPerEpoch + index;
            int[] items = Arrays.copyOfRange(
                    order, index * options.batch(), Math.min(order.length, (index + 1) * options.batch()));
            SeededDraws draws = new SeededDraws(options.seed(), NOISE, step);
            ahead.request(() -> Prepared.of(step, plan.learned(), items, network, draws));
        }
    }

    private double step(Prepared batch, EpochSums sums) {
        try (NDManager scope = memory.newSubManager()) {
            Objective.Terms terms = options.objective()
                    .terms(network, parameters, batch.in(scope, network, (double) batch.step / stepsPerEpoch));
            adam.step(terms.loss(), schedule.rate(batch.step), options.weightDecay(), options.clip());
            // read last: a GPU is given all of its work before it is waited for
            return sums.add(batch.labels.size(), terms);
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
        for (int from = 0; from < watched.size(); from += options.batch()) {
            int[] items = IntStream.range(from, Math.min(watched.size(), from + options.batch()))
                    .toArray();
            Prepared batch = Prepared.of(from, watched, items, network, new SeededDraws(options.seed(), WATCH, from));
            try (NDManager scope = memory.newSubManager()) {
                sums.add(
                        items.length,
                        options.objective()
                                .terms(network, parameters, batch.in(scope, network, Double.POSITIVE_INFINITY)));
            }
        }
        return sums.loss();
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
        Weights weights = weights();
        return new HashModel(
                plan.architecture(),
                network.order().pixels(),
                options.bits(),
                options.objective() instanceof Elbo elbo ? elbo.likelihood() : Likelihood.bernoulli(),
                weights,
                options.threshold().fit(means(weights, all)),
                history,
                ending,
                Facts.of(plan.data(), plan.learned(), options));
    }

    /** As {@link HashModel#features} computes them, to the last bit. */
    private float[][] means(Weights weights, boolean all) {
        Images images = all ? plan.learned().images() : some(plan.learned().images());
        return Compute.withEncoder(
                weights,
                () -> plan.architecture().build(network.order().pixels(), options.bits()),
                (own, encoder) -> encoder.means(own, images, count -> {}));
    }

    private Images some(Images images) {
        if (images.size() <= SOME) {
            return images;
        }
        int[] mixed = new SeededDraws(options.seed(), ORDER).permutation(images.size());
        return images.select(Arrays.copyOf(mixed, SOME));
    }

    @Override
    public void close() {
        ahead.close();
        adam.close();
    }
}
