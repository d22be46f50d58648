package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.model.engine.LazyTorchFunction;
import deephash.model.engine.Network;
import deephash.model.engine.Precision;
import deephash.model.engine.Scalar;
import deephash.model.engine.SeededDraws;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
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
    private static final LazyTorchFunction LIMITED = new LazyTorchFunction("""
                x: Tensor) -> Tensor:
                return torch.clamp(x, -10, 10)
            """);

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
     * An encoder alone: for objectives that compare codes with each other or with targets, and paint nothing. Its head
     * is one linear layer and batch normalisation: (B, features) to (B, d).
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

    /**
     * (B, features) to (B, 2d): the latent means and log-variances; to (B, d), the codes, where there is no decoder.
     */
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
        return BatchedOutput.of(this, memory, images, seen, (parameters, batch) -> codes(parameters, batch, false));
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
        return BatchedOutput.of(
                this, memory, images, seen, (parameters, batch) -> encoder.apply(parameters, batch, false));
    }

    /** Makes {@link #means} faster; from then on only outputs of the encoder can be computed. */
    @Override
    public void packEncoder() {
        encoder.pack();
        head.pack();
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
