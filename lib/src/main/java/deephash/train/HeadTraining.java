package deephash.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deephash.code.Labels;
import deephash.data.Split;
import deephash.encoder.Encoder;
import deephash.hash.Embedding;
import deephash.hash.HeadValues;
import deephash.model.Provenance;
import deephash.model.block.Perceptron;
import deephash.model.engine.SeededDraws;
import deephash.model.engine.Weights;
import deephash.objective.Batch;
import deephash.objective.Task;
import deephash.objective.Terms;
import deephash.progress.Screen;
import deephash.result.Epoch;
import deephash.result.History;
import deephash.train.optimizer.Adam;
import deephash.train.optimizer.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The training of a head over features that are computed already, or over a network that learns with it. */
final class HeadTraining implements AutoCloseable {

    private static final int WIDTH = 256;
    private static final long ORDER = 7;

    private final NDManager memory;
    private final TrainOptions options;
    private final String title;
    private final Source source;
    private final double rate;
    private final Labels labels;
    private final Split learnedFrom;
    private final Perceptron network;
    private final ParameterStore parameters;
    private final Task task;
    private final LearnedBeside beside;
    private final Adam adam;
    private final Schedule schedule;
    private final int steps;

    /** Where the rows come from that a head learns from. */
    interface Source {
        /** The mean of each feature; shape (d). */
        float[] mean();

        /** What a feature less its mean is multiplied by. */
        float scale();

        /**
         * Rows of all items in a first view, then in a second, and so on: (views · items, d), less the mean, scaled.
         */
        NDArray rows(NDManager scope, int[] items, int views, SeededDraws draws);

        /** What learns with the head, by names that no parameter of a head has. */
        default Map<String, NDArray> learned() {
            return Map.of();
        }
    }

    /** Is told when an epoch has ended well. */
    interface AfterEpoch {
        void ended(History history, Weights state);
    }

    /**
     * A training at its start.
     *
     * @param rate the highest learning rate
     */
    HeadTraining(NDManager memory, String title, Source source, Split train, TrainOptions options, double rate) {
        this.memory = memory;
        labels = train.labels();
        learnedFrom = train;
        this.title = title;
        this.source = source;
        this.options = options;
        this.rate = rate;
        network = new Perceptron(source.mean().length, WIDTH, options.bits()).trainedIn(options.precision());
        network.initialize(memory, options.seed());
        parameters = new ParameterStore(memory, false);
        Map<String, NDArray> learned = new LinkedHashMap<>();
        network.named().forEach((name, parameter) -> {
            NDArray value = parameters.getValue(parameter, memory.getDevice(), true);
            if (parameter.requiresGradient()) {
                learned.put(name, value);
            }
        });
        task = new Task(options.bits(), labels, options.seed());
        beside = LearnedBeside.of(memory, options.objective(), task);
        learned.putAll(beside.named());
        learned.putAll(source.learned());
        adam = new Adam(memory, learned);
        // what is left over is skipped: the next epoch mixes the images anew
        steps = Math.max(1, labels.size() / options.batch());
        schedule = new Schedule(rate, Math.round(options.warmUp() * steps), (long) steps * options.epochs());
    }

    /**
     * Trains.
     *
     * @param before the epochs that a restored state has behind it
     * @return all epochs, with a note if the thread was interrupted
     */
    History train(List<Epoch> before, AfterEpoch after) {
        List<Epoch> epochs = new ArrayList<>(before);
        Screen.Live live = null;
        String note = "";
        try (Screen.Bar bar = Screen.current()
                .bar(
                        "Training " + title,
                        (long) (options.epochs() - before.size()) * steps * options.batch(),
                        "images")) {
            for (int epoch = before.size() + 1; epoch <= options.epochs() && note.isEmpty(); epoch++) {
                long start = System.nanoTime();
                EpochSums sums = epoch(epoch, bar);
                // an epoch that was interrupted before its first step has no loss
                if (sums.images() > 0 && !Double.isFinite(sums.loss())) {
                    throw new ArithmeticException("The loss of " + title + " diverged in epoch " + epoch
                            + ". Try learningRate(2e-4) or clip(1).");
                }
                if (Thread.currentThread().isInterrupted()) {
                    note = "Interrupted in epoch " + epoch + " of " + options.epochs() + ".";
                    break;
                }
                double seconds = Math.max(1, System.nanoTime() - start) * 1e-9;
                epochs.add(sums.epoch(epoch, Double.NaN, schedule.rate((long) epoch * steps - 1), seconds));
                if (epoch == 1 && Collapse.isWhole(sums)) {
                    Screen.current().say(Collapse.words(options));
                }
                History history = history(epochs, "");
                if (live == null) {
                    live = Screen.current().show(history);
                } else {
                    live.update(history);
                }
                after.ended(history, state());
            }
        }
        if (!note.isEmpty()) {
            Screen.current().say(note);
        }
        return history(epochs, note);
    }

    /** The head as it is now over an embedding, whose features of the training images decide the thresholds. */
    Head head(Embedding embedding, float[][] plain, History history, Provenance provenance) {
        HeadValues values = values(embedding);
        return new Head(title, values, options.threshold().fit(values.of(plain)), history, provenance);
    }

    /** A copy of all that learns but the source's own values, and of the optimizer's state. */
    private Weights state() {
        Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
        network.named().forEach((name, parameter) -> {
            NDArray array = parameter.getArray();
            tensors.put(name, new Weights.Tensor(array.getShape().getShape(), array.toFloatArray()));
        });
        tensors.putAll(adam.state().tensors());
        return beside.besides(new Weights(tensors));
    }

    /** Goes back to a state. */
    void restore(Weights state) {
        network.named().forEach((name, parameter) -> {
            Weights.Tensor saved = state.tensors().get(name);
            if (saved == null || saved.values().length != parameter.getArray().size()) {
                throw new IllegalArgumentException(
                        "The state does not fit: \"" + name + "\" is missing or has another size.");
            }
            parameter.getArray().set(saved.values());
        });
        beside.restore(state);
        adam.state(state);
    }

    Provenance provenance(Embedding embedding) {
        Map<String, String> facts =
                new LinkedHashMap<>(Facts.of(Map.of("name", learnedFrom.name()), learnedFrom, options, rate)
                        .facts());
        facts.put("encoder.name", embedding.name());
        if (embedding instanceof Encoder encoder) {
            facts.put("encoder.sha256", encoder.digest());
            facts.put("encoder.images", encoder.preparation() + (encoder.takesOriginals() ? ", originals" : ""));
        }
        return new Provenance(facts);
    }

    private History history(List<Epoch> epochs, String note) {
        return new History(
                title + ", " + options.bits() + " bits",
                epochs,
                options.epochs(),
                options.objective().unit(),
                note);
    }

    private EpochSums epoch(int number, Screen.Bar bar) {
        EpochSums sums = new EpochSums(options.bits());
        SeededDraws draws = new SeededDraws(options.seed(), ORDER, number);
        int[] order = draws.permutation(labels.size());
        int count = Math.min(options.batch(), order.length);
        try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            for (int i = 0; i < steps && !Thread.currentThread().isInterrupted(); i++) {
                int[] items = Arrays.copyOfRange(order, i * count, (i + 1) * count);
                long step = (long) (number - 1) * steps + i;
                try (NDManager scope = memory.newSubManager()) {
                    NDArray x = source.rows(scope, items, options.objective().views(), draws);
                    NDArray codes = network.apply(parameters, x, true);
                    Terms terms = options.objective()
                            .terms(Batch.of(
                                    task, x, codes, labels.select(items), (double) step / steps, beside.values()));
                    adam.step(terms.total(), schedule.rate(step), options.weightDecay(), options.clip());
                    if (!Double.isFinite(sums.add(count, terms))) {
                        break;
                    }
                }
                bar.step(count);
            }
        }
        return sums;
    }

    /** The network with its normalisations, and that of the features, folded into its two products. */
    private HeadValues values(Embedding embedding) {
        float[][] hidden = folded("hidden");
        float[] hiddenBias = bias("hidden");
        for (int j = 0; j < hidden.length; j++) {
            double shift = 0;
            for (int i = 0; i < hidden[j].length; i++) {
                hidden[j][i] *= source.scale();
                shift += (double) hidden[j][i] * source.mean()[i];
            }
            hiddenBias[j] -= (float) shift;
        }
        return new HeadValues(title + " values", embedding, hidden, hiddenBias, folded("code"), bias("code"));
    }

    private float[][] folded(String layer) {
        float[] scale = scale(layer);
        float[] weight = value(layer + ".weight");
        int width = weight.length / scale.length;
        float[][] rows = new float[scale.length][width];
        for (int j = 0; j < rows.length; j++) {
            for (int i = 0; i < width; i++) {
                rows[j][i] = weight[j * width + i] * scale[j];
            }
        }
        return rows;
    }

    private float[] bias(String layer) {
        float[] scale = scale(layer);
        float[] bias = value(layer + ".bias");
        float[] mean = value(layer + "Norm.mean");
        for (int j = 0; j < bias.length; j++) {
            bias[j] = (bias[j] - mean[j]) * scale[j];
        }
        return bias;
    }

    private float[] scale(String layer) {
        float[] variance = value(layer + "Norm.variance");
        for (int j = 0; j < variance.length; j++) {
            variance[j] = (float) (1 / Math.sqrt(variance[j] + 1e-5));
        }
        return variance;
    }

    private float[] value(String name) {
        return Objects.requireNonNull(network.named().get(name)).getArray().toFloatArray();
    }

    @Override
    public void close() {
        adam.close();
    }
}
