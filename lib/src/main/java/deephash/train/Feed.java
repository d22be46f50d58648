package deephash.train;

import ai.djl.ndarray.NDManager;
import deephash.augment.Augmentation;
import deephash.code.Labels;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.model.block.AutoEncoder;
import deephash.model.engine.Prefetch;
import deephash.model.engine.SeededDraws;
import deephash.objective.Batch;
import deephash.objective.Objective;
import deephash.objective.Task;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Prepares batches: the next one, augmented and laid out on all cores, while the current one is computed. */
final class Feed implements AutoCloseable {

    private static final long ORDER = 2;
    private static final long NOISE = 3;
    private static final long WATCH = 4;
    private static final long VIEWS = 5;

    private final TrainingPlan plan;
    private final TrainOptions options;
    private final AutoEncoder network;
    private final List<Augmentation> augmentations;
    private final Prefetch<Prepared> ahead = new Prefetch<>();
    private int[] order = {};
    private int epoch;
    private int asked;

    Feed(TrainingPlan plan, AutoEncoder network) {
        this.plan = plan;
        this.network = network;
        options = plan.options();
        augmentations = options.augmentations();
    }

    /**
     * What a step needs, as far as it can be prepared on another thread.
     *
     * @param step from 0, over all epochs
     * @param pixels all views of the images, view after view
     * @param labels of the images
     * @param noise standard normal numbers
     */
    record Prepared(long step, ByteBuffer pixels, Labels labels, Supplier<float[]> noise) {

        Batch in(
                NDManager scope,
                Task task,
                Batch.Network network,
                double epoch,
                Map<String, ai.djl.ndarray.NDArray> learned) {
            return Batch.of(task, network, network.block().pixels(scope, pixels), labels, epoch, noise, learned);
        }
    }

    /** Begins an epoch, from 1: its images in random order. */
    void begin(int number) {
        epoch = number;
        order = new SeededDraws(options.seed(), ORDER, number)
                .permutation(plan.learned().size());
        asked = 0;
        request();
    }

    /** The next batch of the epoch. */
    Prepared next() {
        Prepared batch = ahead.take();
        request();
        return batch;
    }

    private void request() {
        int steps = plan.stepsPerEpoch();
        if (asked < steps) {
            int index = asked++;
            long step = (long) (epoch - 1) * steps + index;
            int from = index * options.batch();
            int[] items = Arrays.copyOfRange(order, from, index == steps - 1 ? order.length : from + options.batch());
            ahead.request(() -> prepare(step, plan.learned(), items, NOISE, augmentations));
        }
    }

    /**
     * A batch of the images kept aside: the same at every call. Views are augmented as in training; where an objective
     * sees one view, it is the image as it is.
     */
    Prepared watched(int from, int to) {
        return prepare(
                from,
                plan.watched(),
                IntStream.range(from, to).toArray(),
                WATCH,
                options.objective().views() > 1 ? augmentations : List.of(Augmentation.NONE));
    }

    /** Some of the training images, always the same. */
    Images some(int count) {
        Images images = plan.learned().images();
        if (images.size() <= count) {
            return images;
        }
        int[] mixed = new SeededDraws(options.seed(), ORDER).permutation(images.size());
        return images.select(Arrays.copyOf(mixed, count));
    }

    private Prepared prepare(long step, Split split, int[] items, long purpose, List<Augmentation> how) {
        Objective objective = options.objective();
        int views = objective.views();
        int numbers = views * items.length * network.bits();
        Supplier<float[]> noise = () -> new SeededDraws(options.seed(), purpose, step).gaussian(numbers);
        if (objective.needsDecoder()) {
            // it will be used: drawn here, while the step before is computed
            float[] drawn = noise.get();
            noise = () -> drawn;
        }
        boolean asGiven = views == 1 && how.get(0).changesNothing();
        return new Prepared(
                step,
                asGiven
                        ? network.order().read(split.images(), items)
                        : views(step, split.images(), items, purpose, views, how),
                split.labels().select(items),
                noise);
    }

    private ByteBuffer views(long step, Images images, int[] items, long purpose, int views, List<Augmentation> how) {
        Pixels pixels = images.pixels();
        return network.order().arranged(views * items.length, row -> {
            int view = row / items.length;
            byte[] image = new byte[pixels.count()];
            images.read(items[row % items.length], image, 0);
            SeededDraws draws = new SeededDraws(options.seed(), VIEWS, purpose, step, row);
            return how.get(view % how.size()).apply(image, pixels, draws);
        });
    }

    @Override
    public void close() {
        ahead.close();
    }
}
