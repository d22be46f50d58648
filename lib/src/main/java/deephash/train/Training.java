package deephash.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.model.Ending;
import deephash.model.HashModel;
import deephash.model.Likelihood;
import deephash.model.block.AutoEncoder;
import deephash.model.engine.Compute;
import deephash.model.engine.Weights;
import deephash.objective.Batch;
import deephash.objective.Elbo;
import deephash.objective.Task;
import deephash.objective.Terms;
import deephash.result.History;
import deephash.train.optimizer.Adam;
import deephash.train.optimizer.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A network in native memory while it learns: its values, its optimizer, and one epoch of steps. */
final class Training implements AutoCloseable {

    /** Images on which thresholds are found when there is no time to use all. */
    private static final int SOME = 1000;

    private final NDManager memory;
    private final AutoEncoder network;
    private final TrainingPlan plan;
    private final TrainOptions options;
    private final ParameterStore parameters;
    private final Adam adam;
    private final Feed feed;
    private final Task task;
    private final LearnedBeside beside;
    private final Schedule schedule;
    private final int stepsPerEpoch;

    Training(NDManager memory, AutoEncoder network, TrainingPlan plan) {
        this.memory = memory;
        this.network = network;
        this.plan = plan;
        options = plan.options();
        network.initialize(memory, options.seed());
        parameters = new ParameterStore(memory, false);
        Map<String, NDArray> learned = new LinkedHashMap<>();
        for (Map.Entry<String, Parameter> entry : network.named().entrySet()) {
            NDArray value = parameters.getValue(entry.getValue(), memory.getDevice(), true);
            if (entry.getValue().requiresGradient()) {
                learned.put(entry.getKey(), value);
            }
        }
        task = new Task(options.bits(), plan.learned().labels(), options.seed());
        beside = LearnedBeside.of(memory, options.objective(), task);
        learned.putAll(beside.named());
        feed = new Feed(plan, network);
        adam = new Adam(memory, learned);
        stepsPerEpoch = plan.stepsPerEpoch();
        schedule = new Schedule(
                plan.learningRate(),
                Math.round(options.warmUp() * stepsPerEpoch),
                (long) stepsPerEpoch * options.epochs());
    }

    /** Is told of every step. */
    interface StepListener {
        void ended(long step, int images, double loss);
    }

    /**
     * Trains one epoch, or until {@code stop} holds or the loss is no number.
     *
     * @param number from 1
     * @return what the steps said
     */
    EpochSums epoch(int number, BooleanSupplier stop, StepListener steps) {
        EpochSums sums = new EpochSums(options.bits());
        feed.begin(number);
        try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            for (int i = 0; i < stepsPerEpoch && !stop.getAsBoolean(); i++) {
                Feed.Prepared batch = feed.next();
                double loss = step(batch, sums);
                if (!Double.isFinite(loss)) {
                    break;
                }
                steps.ended(batch.step(), batch.labels().size(), loss);
            }
        }
        return sums;
    }

    private double step(Feed.Prepared batch, EpochSums sums) {
        try (NDManager scope = memory.newSubManager()) {
            Terms terms = options.objective()
                    .terms(batch.in(
                            scope, task, asLearner(true), (double) batch.step() / stepsPerEpoch, beside.values()));
            adam.step(terms.total(), schedule.rate(batch.step()), options.weightDecay(), options.clip());
            // read last: a GPU is given all of its work before it is waited for
            return sums.add(batch.labels().size(), terms);
        }
    }

    private Batch.Network asLearner(boolean learns) {
        return new Batch.Network(network, parameters, learns);
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
            int to = Math.min(watched.size(), from + options.batch());
            Feed.Prepared batch = feed.watched(from, to);
            try (NDManager scope = memory.newSubManager()) {
                sums.add(
                        to - from,
                        options.objective()
                                .terms(batch.in(
                                        scope, task, asLearner(false), Double.POSITIVE_INFINITY, beside.values())));
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
        return beside.besides(adam.state());
    }

    /** Goes back to these weights. */
    void weights(Weights weights) {
        weights.giveTo(network, memory);
    }

    /** Goes back to a saved run. */
    void restore(SavedTraining saved) {
        weights(saved.model().weights());
        adam.state(saved.optimizer());
        beside.restore(saved.optimizer());
    }

    /** The model before the first step. */
    HashModel untrained() {
        return model(Ending.UNTRAINED, new History(plan.title(), List.of()), true);
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
                Facts.of(plan.data(), plan.learned(), options, plan.learningRate()));
    }

    /** As {@link HashModel#features} computes them, to the last bit. */
    private float[][] means(Weights weights, boolean all) {
        Images images = all ? plan.learned().images() : feed.some(SOME);
        return Compute.withEncoder(
                weights, () -> plan.network(), (own, encoder) -> encoder.means(own, images, count -> {}));
    }

    @Override
    public void close() {
        feed.close();
        adam.close();
    }
}
