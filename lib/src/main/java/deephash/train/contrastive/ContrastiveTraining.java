package deephash.train.contrastive;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import deephash.code.Labels;
import deephash.model.engine.Compute;
import deephash.model.engine.Prefetch;
import deephash.model.engine.SeededDraws;
import deephash.model.engine.TorchFunction;
import deephash.model.engine.Weights;
import deephash.objective.Batch;
import deephash.objective.NtXent;
import deephash.objective.Task;
import deephash.objective.Terms;
import deephash.progress.Screen;
import deephash.train.optimizer.Adam;
import deephash.train.optimizer.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Trains the network of a copy hash: two views of one picture become neighbours, and views of others are pushed away.
 * Knows nothing of pictures but numbers; see {@code deephash.copy} for the views.
 */
public final class ContrastiveTraining implements AutoCloseable {

    private final ContrastiveOptions options;
    private final NDManager memory;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();
    private final Map<String, NDArray> statistics = new LinkedHashMap<>();
    private final TorchFunction script;
    private final Adam adam;
    private final NtXent objective;
    private final Labels pictures;
    private final Task task;

    /** Where views come from. */
    @FunctionalInterface
    public interface Views {
        /**
         * The views of a step, made on another thread while the step before is computed.
         *
         * @param step from 0
         * @return shape (2 · pairs, 3, 32, 32): view i and view pairs + i show the same picture
         */
        float[] of(int step);
    }

    /** Is told how far training is. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A step has ended.
         *
         * @param steps how many are done
         * @param weights copies what was learned so far
         */
        void stepEnded(int steps, Supplier<Weights> weights);
    }

    /**
     * What was learned.
     *
     * @param weights by name: {@code "stem.weight"}, {@code "stem.scale"}, {@code "stem.mean"}, …
     * @param steps how many were done; fewer than asked for if the thread was interrupted
     * @param loss the mean of the last 50 steps
     */
    public record Trained(Weights weights, int steps, double loss) {}

    private ContrastiveTraining(NDManager memory, ContrastiveOptions options) {
        this.memory = memory;
        this.options = options;
        ContrastiveScript network = new ContrastiveScript(options);
        int number = 0;
        for (Map.Entry<String, long[]> entry : network.parameters().entrySet()) {
            NDArray array =
                    memory.create(first(entry.getKey(), entry.getValue(), number++), new Shape(entry.getValue()));
            array.setRequiresGradient(true);
            parameters.put(entry.getKey(), array);
        }
        network.statistics().forEach((name, width) -> {
            statistics.put(name + ".mean", memory.zeros(new Shape(width)));
            statistics.put(name + ".variance", memory.ones(new Shape(width)));
        });
        script = new TorchFunction(memory, network.function());
        adam = new Adam(memory, parameters);
        objective = new NtXent(options.temperature(), 2);
        pictures = Labels.none(options.pairs());
        task = new Task(options.bits().stream().mapToInt(b -> b).sum(), pictures, options.seed());
    }

    /**
     * Trains from the first step to the last, with a bar. If the thread is interrupted, it returns what was reached,
     * and the thread's interrupt flag stays set.
     *
     * @throws ArithmeticException if the loss is no number any more
     */
    public static Trained train(String what, ContrastiveOptions options, Views views, Listener... listeners) {
        return Compute.with(memory -> {
            try (ContrastiveTraining training = new ContrastiveTraining(memory, options)) {
                return training.run(what, views, listeners);
            }
        });
    }

    /**
     * Normal with variance 1/(3 · inputs), which is that of PyTorch's layers; scales 1, shifts 0. A normalisation
     * follows each layer, so the variance decides only how much a step of Adam turns the weights.
     */
    private float[] first(String name, long[] shape, int number) {
        int size = 1;
        for (long side : shape) {
            size *= (int) side;
        }
        float[] values = new float[size];
        if (name.endsWith(".scale")) {
            Arrays.fill(values, 1);
        } else if (name.endsWith(".weight")) {
            values = new SeededDraws(options.seed(), number).gaussian(size);
            float deviation = (float) Math.sqrt(shape[0] / (3.0 * size));
            for (int i = 0; i < size; i++) {
                values[i] *= deviation;
            }
        }
        return values;
    }

    private Trained run(String what, Views views, Listener... listeners) {
        Schedule schedule =
                new Schedule(options.learningRate(), Math.max(1, options.steps() * 15L / 100), options.steps());
        double loss = Double.NaN;
        int done = 0;
        long start = System.nanoTime();
        try (Prefetch<float[]> ahead = new Prefetch<>();
                Screen.Bar bar = Screen.current().bar(what, options.steps(), "steps");
                GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            ahead.request(() -> views.of(0));
            while (done < options.steps() && !Thread.currentThread().isInterrupted()) {
                float[] batch = ahead.take();
                int next = done + 1;
                if (next < options.steps()) {
                    ahead.request(() -> views.of(next));
                }
                double now = step(batch, schedule.rate(done));
                if (!Double.isFinite(now)) {
                    throw new ArithmeticException("The loss is " + now + " after " + done
                            + " steps. Train again with another seed or a lower learning rate.");
                }
                double weight = 1.0 / Math.min(50, done + 1);
                loss = done == 0 ? now : loss + weight * (now - loss);
                done++;
                for (Listener listener : listeners) {
                    listener.stepEnded(done, this::weights);
                }
                bar.step(1);
                bar.note(String.format(
                        Locale.ROOT, "loss %.3f, %.2f s a step", loss, (System.nanoTime() - start) * 1e-9 / done));
            }
        }
        return new Trained(weights(), done, loss);
    }

    private double step(float[] batch, double rate) {
        try (NDManager scope = memory.newSubManager()) {
            int side = ContrastiveOptions.SIDE;
            NDArray views = scope.create(batch, new Shape(2L * options.pairs(), 3, side, side));
            NDList inputs = new NDList();
            add(inputs, "tensor", List.of(views));
            add(inputs, "params[]", parameters.values());
            add(inputs, "stats[]", statistics.values());
            NDArray heads = script.call(inputs).singletonOrThrow();
            heads.attach(scope);
            NDArray loss = loss(views, heads);
            adam.step(loss, rate, options.weightDecay(), 0);
            return loss.getFloat();
        }
    }

    /** The sum over the lengths of code. */
    private NDArray loss(NDArray views, NDArray heads) {
        Terms terms = Terms.of(heads);
        int from = 0;
        for (int bits : options.bits()) {
            NDArray codes = heads.get(new NDIndex(":, {}:{}", from, from + bits));
            Batch batch = Batch.of(task, views, codes, pictures, 0, Map.of());
            terms = terms.plus(bits + " bits", objective.terms(batch).total());
            from += bits;
        }
        return terms.total();
    }

    private static void add(NDList inputs, String name, Iterable<NDArray> arrays) {
        for (NDArray array : arrays) {
            array.setName(name);
            inputs.add(array);
        }
    }

    private Weights weights() {
        Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
        List<Map<String, NDArray>> all = new ArrayList<>(List.of(parameters, statistics));
        for (Map<String, NDArray> arrays : all) {
            arrays.forEach((name, array) ->
                    tensors.put(name, new Weights.Tensor(array.getShape().getShape(), array.toFloatArray())));
        }
        return new Weights(tensors);
    }

    @Override
    public void close() {
        adam.close();
        script.close();
    }
}
