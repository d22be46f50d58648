package deephash.model.block;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import deephash.data.image.Images;
import deephash.model.engine.Prefetch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** What a network gives for many images, batch by batch, while the next images are read. */
final class BatchedOutput {

    /** Images encoded at a time: their values should fit the processor's cache. */
    private static final int AT_ONCE = 128;
    /** Images encoded at a time where reading the weights costs more than missing the cache. */
    private static final int MANY_AT_ONCE = 512;

    private static final int SMALL = 1 << 14;
    /** Weights for each value of an image above which a network counts as fully connected. */
    private static final int HEAVY = 100;
    /** The fewest bytes read ahead: a hand-over between threads costs as much as encoding a few small images. */
    private static final int READ_AT_ONCE = 1 << 20;

    private BatchedOutput() {}

    /**
     * One row an image.
     *
     * @param network that reads the images
     * @param memory owns what is allocated on the way
     * @param images of the network's shape
     * @param seen is told how many images were computed, batch by batch; may throw to end the work
     * @param output of a batch of pixels, shape (batch, width)
     * @return shape (size, width)
     */
    static float[][] of(
            AutoEncoder network,
            NDManager memory,
            Images images,
            IntConsumer seen,
            BiFunction<ParameterStore, NDArray, NDArray> output) {
        int count = network.order().pixels().count();
        int atOnce = atOnce(network, memory.getDevice());
        int block = atOnce * Math.max(1, READ_AT_ONCE / (atOnce * count));
        float[][] rows = new float[images.size()][];
        try (Prefetch<ByteBuffer> ahead = new Prefetch<>()) {
            request(network, images, 0, block, ahead);
            for (int first = 0; first < images.size(); first += block) {
                ByteBuffer arranged = ahead.take();
                request(network, images, first + block, block, ahead);
                int end = Math.min(images.size(), first + block);
                for (int from = first; from < end; from += atOnce) {
                    int to = Math.min(end, from + atOnce);
                    try (NDManager step = memory.newSubManager()) {
                        ByteBuffer some = arranged.slice((from - first) * count, (to - from) * count);
                        NDArray batch = network.pixels(step, to - from == 1 ? twice(some) : some);
                        float[] flat = output.apply(new ParameterStore(step, false), batch)
                                .toFloatArray();
                        int width = flat.length / Math.max(2, to - from);
                        for (int i = from; i < to; i++) {
                            rows[i] = Arrays.copyOfRange(flat, (i - from) * width, (i - from + 1) * width);
                        }
                    }
                    seen.accept(to - from);
                }
            }
        }
        return rows;
    }

    /** A batch of one is computed by other kernels, whose last bits differ; so one image goes in twice. */
    private static ByteBuffer twice(ByteBuffer one) {
        return ByteBuffer.allocateDirect(2 * one.remaining())
                .put(one.duplicate())
                .put(one)
                .flip();
    }

    private static int atOnce(AutoEncoder network, Device device) {
        long values = network.valuesAnImage();
        return device.isGpu() || values < SMALL || network.parameterCount() > HEAVY * values ? MANY_AT_ONCE : AT_ONCE;
    }

    private static void request(AutoEncoder network, Images images, int from, int count, Prefetch<ByteBuffer> ahead) {
        if (from < images.size()) {
            int[] items =
                    IntStream.range(from, Math.min(images.size(), from + count)).toArray();
            ahead.request(() -> network.order().read(images, items));
        }
    }
}
