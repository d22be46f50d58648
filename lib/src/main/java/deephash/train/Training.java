package deephash.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deephash.model.Architecture;
import deephash.model.Ending;
import deephash.model.HashModel;
import deephash.model.Likelihood;
import deephash.model.block.AutoEncoder;
import deephash.model.block.Compute;
import deephash.model.block.SeededDraws;
import deephash.model.block.Weights;
import deephash.progress.Screen;
import deephash.progress.Screen.Bar;
import deephash.progress.Screen.Live;
import deephash.view.Epoch;
import deephash.view.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of training, with its native memory. */
final class Training implements AutoCloseable {

    /** What random numbers are for, so that each use has its own. */
    static final long SPLIT = 1;

    private static final long ORDER = 2;
    private static final long NOISE = 3;

    /** A loss that has grown by this factor over the first epoch's will not come back. */
    private static final double DIVERGED = 100;

    /** After an interrupt, thresholds are found on so many images, to return soon. */
    private static final int IMAGES_AFTER_INTERRUPT = 1000;

    private final NDManager memory;
    private final AutoEncoder network;
    private final Architecture architecture;
    private final String data;
    private final Trainer.Parts parts;
    private final TrainOptions options;
    private final List<TrainListener> listeners;
    private final ParameterStore parameters;
    private final Adam adam;
    private final Feed feed;
    private final Schedule schedule;
    private final int stepsPerEpoch;
    private final List<Epoch> epochs = new ArrayList<>();
    private @Nullable Weights good;

    Training(
            NDManager memory,
            AutoEncoder network,
            Architecture architecture,
            String data,
            Trainer.Parts parts,
            TrainOptions options,
            TrainListener... listeners) {
        this.memory = memory;
        this.network = network;
        this.architecture = architecture;
        this.data = data;
        this.parts = parts;
        this.options = options;
        this.listeners = List.of(listeners);
        network.initialize(memory, options.seed());
        parameters = new ParameterStore(memory, false);
        List<NDArray> learned = new ArrayList<>();
        for (Parameter parameter : network.named().values()) {
            learned.add(parameters.getValue(parameter, memory.getDevice(), true));
        }
        adam = new Adam(memory, learned);
        feed = new Feed(parts.learned().images(), network.order());
        stepsPerEpoch = (parts.learned().size() + options.batch() - 1) / options.batch();
        schedule = new Schedule(
                options.learningRate(),
                Math.round(options.warmUp() * stepsPerEpoch),
                (long) stepsPerEpoch * options.epochs());
    }

    HashModel run() {
        Screen screen = Screen.current();
        Ending ending = Ending.COMPLETED;
        @Nullable Live live = null;
        long total = (long) options.epochs() * parts.learned().size();
        try (Bar bar = screen.bar("Training " + architecture.name(), total, "images")) {
            for (int epoch = 1; epoch <= options.epochs() && ending == Ending.COMPLETED; epoch++) {
                ending = epoch(epoch, bar);
                if (ending == Ending.COMPLETED) {
                    if (live == null) {
                        live = screen.show(history(""));
                    } else {
                        live.update(history(""));
                    }
                }
            }
        }
        return model(ending, live);
    }

    private Ending epoch(int number, Bar bar) {
        long start = System.nanoTime();
        EpochSums sums = new EpochSums(options.bits());
        int[] order = new SeededDraws(options.seed(), ORDER, number)
                .permutation(parts.learned().size());
        feed.request(batch(order, 0));
        double rate = 0;
        try (GradientCollector gradients = collector()) {
            for (int i = 0; i < stepsPerEpoch; i++) {
                if (Thread.currentThread().isInterrupted()) {
                    return Ending.INTERRUPTED;
                }
                byte[] pixels = feed.take();
                int[] items = batch(order, i);
                if (i + 1 < stepsPerEpoch) {
                    feed.request(batch(order, i + 1));
                }
                long step = (long) (number - 1) * stepsPerEpoch + i;
                rate = schedule.rate(step);
                double loss = step(step, items, pixels, rate, sums);
                if (!Double.isFinite(loss)) {
                    return Ending.DIVERGED;
                }
                bar.step(items.length);
                bar.note(String.format(
                        Locale.ROOT,
                        "epoch %d of %d, loss %.2f, %.0f images/s",
                        number,
                        options.epochs(),
                        loss,
                        sums.images() / seconds(start)));
                listeners.forEach(l -> l.stepEnded(step, loss));
            }
        }
        if (!epochs.isEmpty()
                && sums.loss() > DIVERGED * (Math.abs(epochs.get(0).loss()) + 1)) {
            return Ending.DIVERGED;
        }
        Epoch epoch = sums.epoch(number, Double.NaN, rate, seconds(start));
        epochs.add(epoch);
        good = Weights.of(network);
        listeners.forEach(l -> l.epochEnded(epoch));
        return Ending.COMPLETED;
    }

    private static GradientCollector collector() {
        return Engine.getEngine("PyTorch").newGradientCollector();
    }

    private static double seconds(long since) {
        return Math.max(1, System.nanoTime() - since) * 1e-9;
    }

    private int[] batch(int[] order, int index) {
        return Arrays.copyOfRange(
                order, index * options.batch(), Math.min(order.length, (index + 1) * options.batch()));
    }

    private double step(long step, int[] items, byte[] pixels, double rate, EpochSums sums) {
        try (NDManager scope = memory.newSubManager()) {
            Objective.Batch batch = new Objective.Batch(
                    network.pixels(scope, pixels),
                    parts.learned().labels().select(items),
                    (double) step / stepsPerEpoch,
                    new SeededDraws(options.seed(), NOISE, step));
            Objective.Terms terms = options.objective().terms(network, parameters, batch);
            double loss = terms.loss().getFloat();
            sums.add(
                    items.length,
                    loss,
                    terms.reconstruction().getFloat(),
                    terms.kl().getFloat(),
                    terms.means().toFloatArray());
            if (Double.isFinite(loss)) {
                adam.step(terms.loss(), rate, options.weightDecay(), options.clip());
            }
            return loss;
        }
    }

    private History history(String note) {
        return new History(architecture.name() + ", " + options.bits() + " bits", epochs, options.epochs(), note);
    }

    private HashModel model(Ending ending, @Nullable Live live) {
        String note = "";
        if (ending == Ending.INTERRUPTED) {
            note = "Interrupted after epoch " + epochs.size() + " of " + options.epochs() + ".";
        } else if (ending == Ending.DIVERGED) {
            note = "The loss diverged in epoch " + (epochs.size() + 1) + ", so training stopped"
                    + (good == null ? "" : " and kept epoch " + epochs.size()) + ". Try learningRate("
                    + options.learningRate() / 10 + ") or clip(1).";
            if (good == null) {
                throw new ArithmeticException(note);
            }
        }
        History history = history(note);
        if (!note.isEmpty()) {
            Screen.current().say(note);
            if (live != null) {
                live.update(history);
            }
        }
        Weights weights = ending == Ending.DIVERGED && good != null ? good : Weights.of(network);
        if (ending == Ending.DIVERGED) {
            weights.giveTo(network, memory);
        }
        Likelihood likelihood = options.objective() instanceof Elbo elbo ? elbo.likelihood() : Likelihood.bernoulli();
        return new HashModel(
                architecture,
                network.order().pixels(),
                options.bits(),
                likelihood,
                weights,
                options.threshold().fit(means(ending)),
                history,
                ending,
                Map.of("place", Compute.place(), "data", data, "options", options.toString()));
    }

    /** What thresholds are learned from: the latent means of the training images. */
    private float[][] means(Ending ending) {
        var images = parts.learned().images();
        if (ending == Ending.INTERRUPTED && images.size() > IMAGES_AFTER_INTERRUPT) {
            int[] some = new SeededDraws(options.seed(), ORDER).permutation(images.size());
            images = images.select(Arrays.copyOf(some, IMAGES_AFTER_INTERRUPT));
        }
        return network.means(memory, images, count -> {});
    }

    @Override
    public void close() {
        feed.close();
        adam.close();
    }
}
