package deephash.model.block;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import deephash.data.Images;
import deephash.data.Pixels;
import deephash.model.engine.Ahead;
import deephash.model.engine.LazyScript;
import deephash.model.engine.Network;
import deephash.model.engine.Precision;
import deephash.model.engine.Scalar;
import deephash.model.engine.SeededDraws;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A variational autoencoder (Kingma and Welling, 2014): an encoder that gives the mean and the log-variance of a
 * latent normal distribution, and a decoder that gives an image for a latent. Any objective can be minimised over it.
 *
 * <p>Where the objective needs no decoder, there is none, and the encoder gives codes instead of a distribution.
 *
 * <p>As a DJL block: input (batch, P, channels) in {@link QuadOrder}, values in [0, 1]; output (batch, P, channels),
 * the decoder's values for the latent means, or (batch, d), the codes.
 */
public final class AutoEncoder extends Layer implements Network {

    /** Log-variances are kept within ±10, so that no step can overflow. */
    private static final LazyScript LIMITED = new LazyScript("""
                x: Tensor) -> Tensor:
                return torch.clamp(x, -10, 10)
            """);

    /** What one image leaves behind should stay in the processor's cache for all that are encoded at once. */
    private static final int AT_ONCE = 128;

    /** But the weights are read once for all that are encoded at once. */
    private static final int MANY_AT_ONCE = 512;

    private static final int SMALL = 1 << 14;

    /** So many weights for a value of an image are a fully connected network's. */
    private static final int HEAVY = 100;

    /** So many bytes at least are read ahead: each hand-over between threads costs as much as encoding some small images. */
    private static final int READ_AT_ONCE = 1 << 20;

    private final QuadOrder order;
    private final int bits;
    private final Layer encoder;
    private final long features;
    private final Layer head;
    private final @Nullable Layer decoder;

    /**
     * An encoder and a decoder that fit each other.
     *
     * @param order of the pixels
     * @param bits d, the size of the latent
     * @param encoder (B, P, C) to (B, features)
     * @param features the width of the encoder's output
     * @param decoder (B, d) to (B, P, C)
     */
    public AutoEncoder(QuadOrder order, int bits, Layer encoder, long features, Layer decoder) {
        this(order, bits, encoder, features, new Dense(features, 2L * bits, 1), decoder);
    }

    private AutoEncoder(QuadOrder order, int bits, Layer encoder, long features, Layer head, @Nullable Layer decoder) {
        this.order = order;
        this.bits = bits;
        this.features = features;
        this.encoder = addChildBlock("encoder", encoder);
        this.head = addChildBlock("head", head);
        this.decoder = decoder == null ? null : addChildBlock("decoder", decoder);
    }

    /**
     * An encoder alone: for objectives that compare codes with each other or with targets, and paint nothing. Its head is
     * one linear layer and batch normalisation: (B, features) to (B, d).
     *
     * @param order of the pixels
     * @param bits d, the length of a code
     * @param encoder (B, P, C) to (B, features)
     * @param features the width of the encoder's output
     */
    public static AutoEncoder encoderOnly(QuadOrder order, int bits, Layer encoder, long features) {
        return encoderOnly(order, bits, encoder, features, HeadKind.LINEAR);
    }

    /**
     * An encoder alone, with a head of some kind.
     *
     * @param order of the pixels
     * @param bits d, the length of a code
     * @param encoder (B, P, C) to (B, features)
     * @param features the width of the encoder's output
     * @param kind of the head: (B, features) to (B, d)
     */
    public static AutoEncoder encoderOnly(QuadOrder order, int bits, Layer encoder, long features, HeadKind kind) {
        return new AutoEncoder(order, bits, encoder, features, kind.build(features, bits), null);
    }

    /** The same encoder without a decoder, see {@link #encoderOnly}; itself if it has none. */
    public AutoEncoder withoutDecoder(HeadKind kind) {
        return decoder == null && kind == HeadKind.LINEAR ? this : encoderOnly(order, bits, encoder, features, kind);
    }

    /** Whether it can make an image of a latent. */
    public boolean hasDecoder() {
        return decoder != null;
    }

    /** The order in which pixels are given and returned. */
    public QuadOrder order() {
        return order;
    }

    /** d, the size of the latent. */
    public int bits() {
        return bits;
    }

    /** (B, P, C) to (B, features). */
    public Layer encoder() {
        return encoder;
    }

    /** (B, features) to (B, 2d): the latent means and log-variances; to (B, d), the codes, where there is no decoder. */
    public Layer head() {
        return head;
    }

    /**
     * (B, d) to (B, P, C).
     *
     * @throws IllegalStateException if there is none
     */
    public Layer decoder() {
        if (decoder == null) {
            throw new IllegalStateException(
                    "This network has an encoder only, so it has no latent distribution and makes"
                            + " no images: its objective needed none.");
        }
        return decoder;
    }

    /**
     * Makes the input of a batch.
     *
     * @param memory owns it
     * @param arranged images as this network's {@link #order} reads them
     * @return (batch, P, channels) in [0, 1]
     */
    public NDArray pixels(NDManager memory, ByteBuffer arranged) {
        Pixels shape = order.pixels();
        long plane = (long) shape.height() * shape.width();
        // bytes cross to the device, where they become floats: a quarter of the traffic
        NDArray bytes = memory.create(
                arranged, new Shape(arranged.remaining() / shape.count(), plane, shape.channels()), DataType.UINT8);
        return bytes.toType(DataType.FLOAT32, false).muli(Scalar.of(1f / 255, bytes));
    }

    /**
     * The latent means of images.
     *
     * @param memory owns what is allocated on the way
     * @param images of this network's shape
     * @param seen is told how many images were encoded, batch by batch; may throw to end the work
     * @return shape (size, d)
     */
    public float[][] means(NDManager memory, Images images, IntConsumer seen) {
        return rows(memory, images, seen, (parameters, batch) -> codes(parameters, batch, false));
    }

    /**
     * What the encoder gives for images, before the head.
     *
     * @param memory owns what is allocated on the way
     * @param images of this network's shape
     * @param seen is told how many images were encoded, batch by batch; may throw to end the work
     * @return shape (size, features)
     */
    public float[][] encoded(NDManager memory, Images images, IntConsumer seen) {
        return rows(memory, images, seen, (parameters, batch) -> encoder.apply(parameters, batch, false));
    }

    private float[][] rows(
            NDManager memory, Images images, IntConsumer seen, BiFunction<ParameterStore, NDArray, NDArray> of) {
        int count = order.pixels().count();
        int atOnce = atOnce(memory.getDevice());
        int block = atOnce * Math.max(1, READ_AT_ONCE / (atOnce * count));
        float[][] rows = new float[images.size()][];
        try (Ahead<ByteBuffer> ahead = new Ahead<>()) {
            request(images, 0, block, ahead);
            for (int first = 0; first < images.size(); first += block) {
                ByteBuffer arranged = ahead.take();
                request(images, first + block, block, ahead);
                int end = Math.min(images.size(), first + block);
                for (int from = first; from < end; from += atOnce) {
                    int to = Math.min(end, from + atOnce);
                    try (NDManager step = memory.newSubManager()) {
                        ByteBuffer some = arranged.slice((from - first) * count, (to - from) * count);
                        NDArray batch = pixels(step, to - from == 1 ? twice(some) : some);
                        float[] flat =
                                of.apply(new ParameterStore(step, false), batch).toFloatArray();
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

    /** Makes {@link #means} faster; from then on only outputs of the encoder can be computed. */
    @Override
    public void packEncoder() {
        encoder.pack();
        head.pack();
    }

    private int atOnce(Device device) {
        long values = valuesAnImage();
        return device.isGpu() || values < SMALL || parameterCount() > HEAVY * values ? MANY_AT_ONCE : AT_ONCE;
    }

    private void request(Images images, int from, int count, Ahead<ByteBuffer> ahead) {
        if (from < images.size()) {
            int[] items =
                    IntStream.range(from, Math.min(images.size(), from + count)).toArray();
            ahead.request(() -> order.read(images, items));
        }
    }

    /**
     * A latent distribution for each image.
     *
     * @param mean (batch, d)
     * @param logVariance (batch, d), within ±10
     */
    public record Latent(NDArray mean, NDArray logVariance) {}

    /** Sets the precision of matrix products in training. */
    public AutoEncoder trainedIn(Precision kind) {
        precision(kind);
        return this;
    }

    /**
     * The real-valued codes of a batch: the latent means, or what the head gives where there is no decoder.
     *
     * @param pixels (batch, P, channels) in [0, 1]
     * @return (batch, d)
     */
    public NDArray codes(ParameterStore parameters, NDArray pixels, boolean training) {
        return decoder == null
                ? head.apply(parameters, encoder.apply(parameters, pixels, training), training)
                : encode(parameters, pixels, training).mean();
    }

    /**
     * Encodes a batch.
     *
     * @param pixels (batch, P, channels) in [0, 1]
     * @throws IllegalStateException if there is no decoder, and so no latent distribution
     */
    public Latent encode(ParameterStore parameters, NDArray pixels, boolean training) {
        decoder();
        NDArray both = head.apply(parameters, encoder.apply(parameters, pixels, training), training);
        NDList halves = both.split(2, 1);
        return new Latent(halves.get(0), LIMITED.call(halves.get(1)));
    }

    /**
     * Decodes a batch.
     *
     * @param latents (batch, d)
     * @return (batch, P, channels): a pixel's value before the likelihood makes an intensity of it
     */
    public NDArray decode(ParameterStore parameters, NDArray latents, boolean training) {
        return decoder().apply(parameters, latents, training);
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        NDArray codes = codes(parameters, input, training);
        return decoder == null ? codes : decode(parameters, codes, training);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return decoder == null ? new Shape(input.get(0), bits) : input;
    }

    /** All parameters by name, in a fixed order: {@code "encoder.halving1.weight"}. */
    @Override
    public Map<String, Parameter> named() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        for (Pair<String, Parameter> entry : getParameters()) {
            // DJL writes 01encoder_02halving1_weight
            named.put(entry.getKey().replaceAll("(^|_)\\d\\d", "$1").replace('_', '.'), entry.getValue());
        }
        return named;
    }

    /** How many numbers one image leaves behind for the gradients, roughly. Nothing is allocated. */
    public long valuesAnImage() {
        Pixels shape = order.pixels();
        Shape image = new Shape(1, (long) shape.height() * shape.width(), shape.channels());
        return 3 * image.size()
                + encoder.valuesHeld(image)
                + (decoder == null ? bits : decoder.valuesHeld(new Shape(1, bits)));
    }

    /** How many numbers are learned. Nothing is allocated. */
    public long parameterCount() {
        return named().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(p -> p.getShape().size())
                .sum();
    }

    /**
     * Gives all parameters their first values.
     *
     * @param manager that owns them
     * @param seed the same seed gives the same values on every machine
     */
    public void initialize(NDManager manager, long seed) {
        long index = 0;
        for (Parameter parameter : named().values()) {
            if (parameter.getInitializer() instanceof Uniform uniform) {
                parameter.setInitializer(uniform.seeded(new SeededDraws(seed, index).bits()));
            }
            parameter.initialize(manager, DataType.FLOAT32);
            index++;
        }
    }
}
