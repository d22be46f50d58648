package deephash.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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

/** The training of a head over features that are computed already. */
final class HeadTraining implements AutoCloseable {

    private static final int WIDTH = 256;
    private static final double RATE = 2e-3;
    private static final long ORDER = 7;

    private final NDManager memory;
    private final TrainOptions options;
    private final String title;
    private final HeadFeatures features;
    private final Labels labels;
    private final Split learnedFrom;
    private final Perceptron network;
    private final ParameterStore parameters;
    private final Task task;
    private final LearnedBeside beside;
    private final Adam adam;
    private final Schedule schedule;
    private final int steps;

    HeadTraining(NDManager memory, String title, HeadFeatures features, Split train, TrainOptions options) {
        this.memory = memory;
        labels = train.labels();
        learnedFrom = train;
        this.title = title;
        this.features = features;
        this.options = options;
        network = new Perceptron(features.width(), WIDTH, options.bits()).trainedIn(options.precision());
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
        adam = new Adam(memory, learned);
        // what is left over is skipped: the next epoch mixes the images anew
        steps = Math.max(1, labels.size() / options.batch());
        schedule = new Schedule(rate(), Math.round(options.warmUp() * steps), (long) steps * options.epochs());
    }

    Head train(Embedding embedding) {
        List<Epoch> epochs = new ArrayList<>();
        Screen.Live live = null;
        String note = "";
        try (Screen.Bar bar = Screen.current()
                .bar("Training " + title, (long) options.epochs() * steps * options.batch(), "images")) {
            for (int epoch = 1; epoch <= options.epochs() && note.isEmpty(); epoch++) {
                long start = System.nanoTime();
                EpochSums sums = epoch(epoch, bar);
                if (!Double.isFinite(sums.loss())) {
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
            }
        }
        if (!note.isEmpty()) {
            Screen.current().say(note);
        }
        HeadValues values = values(embedding);
        return new Head(
                title,
                values,
                options.threshold().fit(values.of(features.plain())),
                history(epochs, note),
                provenance(embedding));
    }

    private double rate() {
        return options.learningRate() > 0 ? options.learningRate() : RATE;
    }

    private Provenance provenance(Embedding embedding) {
        Map<String, String> facts =
                new LinkedHashMap<>(Facts.of(Map.of("name", learnedFrom.name()), learnedFrom, options, rate())
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
                    NDArray x = scope.create(
                            features.rows(items, options.objective().views(), draws),
                            new Shape((long) count * options.objective().views(), features.width()));
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
                hidden[j][i] *= features.scale();
                shift += (double) hidden[j][i] * features.mean()[i];
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
