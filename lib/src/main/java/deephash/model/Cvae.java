package deephash.model;

import deephash.data.pixel.Pixels;
import deephash.model.block.AutoEncoder;
import deephash.model.block.Chain;
import deephash.model.block.Chain.Step;
import deephash.model.block.Dense;
import deephash.model.block.Doubling;
import deephash.model.block.Fold;
import deephash.model.block.Halving;
import deephash.model.block.Interpolating;
import deephash.model.block.LayerNorm;
import deephash.model.block.Nonlinearity;
import deephash.model.block.Normalisation;
import deephash.model.block.Pointwise;
import deephash.model.block.QuadOrder;
import deephash.model.block.SimAm;
import deephash.model.block.Upsampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The convolutional variational autoencoder of the paper: 2×2 convolutions of stride 2 without padding, until 2×2
 * positions are left (six at 128 pixels, four at 32), a latent, and the mirror image of it. SimAM may stand after any
 * of its layers.
 *
 * @param channels the width of each encoder layer, first to last; the last width serves all further layers. The paper
 *     does not give them
 * @param nonlinearity between the layers
 * @param simAm the encoder layers (from 1) that SimAM follows, ascending
 * @param decoderSimAm the decoder layers (from 1) that SimAM follows, ascending
 * @param normalisation before the nonlinearities; the paper names none
 * @param upsampling how the decoder doubles its images; the paper says both "transposed" and "interpolation"
 */
public record Cvae(
        List<Integer> channels,
        Nonlinearity nonlinearity,
        List<Integer> simAm,
        List<Integer> decoderSimAm,
        Normalisation normalisation,
        Upsampling upsampling)
        implements Architecture {

    /** Checks the ranges. */
    public Cvae {
        channels = List.copyOf(channels);
        simAm = List.copyOf(new TreeSet<>(simAm));
        decoderSimAm = List.copyOf(new TreeSet<>(decoderSimAm));
        // models saved before these were fields have neither
        normalisation = Objects.requireNonNullElse(normalisation, Normalisation.NONE);
        upsampling = Objects.requireNonNullElse(upsampling, Upsampling.TRANSPOSED);
        if (channels.isEmpty() || channels.stream().anyMatch(c -> c < 1)) {
            throw new IllegalArgumentException("Every layer has at least 1 channel, not " + channels + ".");
        }
        for (int layer : simAm) {
            requireLayer(layer);
        }
        for (int layer : decoderSimAm) {
            requireLayer(layer);
        }
    }

    Cvae() {
        this(
                List.of(32, 64, 128, 256, 512),
                Nonlinearity.GELU,
                List.of(),
                List.of(),
                Normalisation.NONE,
                Upsampling.TRANSPOSED);
    }

    private static void requireLayer(int layer) {
        if (layer < 1) {
            throw new IllegalArgumentException("Layers are counted from 1; there is no layer " + layer + ".");
        }
    }

    /**
     * The same with other widths, first layer to last; the last width serves all further layers.
     *
     * @param widths the width of each encoder layer, first to last; the last width serves all further layers.
     * @return the changed architecture
     */
    public Cvae channels(int... widths) {
        return new Cvae(
                Arrays.stream(widths).boxed().toList(), nonlinearity, simAm, decoderSimAm, normalisation, upsampling);
    }

    /**
     * The same with another nonlinearity.
     *
     * @param function between the layers
     * @return the changed architecture
     */
    public Cvae nonlinearity(Nonlinearity function) {
        return new Cvae(channels, function, simAm, decoderSimAm, normalisation, upsampling);
    }

    /**
     * The same with SimAM after these layers of the encoder (from 1), and no others; none removes it.
     *
     * @param layers from 1
     * @return the changed architecture
     */
    public Cvae simAmAfter(int... layers) {
        return new Cvae(
                channels,
                nonlinearity,
                Arrays.stream(layers).boxed().toList(),
                decoderSimAm,
                normalisation,
                upsampling);
    }

    /**
     * The same with SimAM after these layers of the decoder (from 1), and no others; none removes it.
     *
     * @param layers from 1
     * @return the changed architecture
     */
    public Cvae simAmInDecoderAfter(int... layers) {
        return new Cvae(
                channels, nonlinearity, simAm, Arrays.stream(layers).boxed().toList(), normalisation, upsampling);
    }

    /**
     * The same with another normalisation before the nonlinearities.
     *
     * @param kind before the nonlinearities; the paper names none
     * @return the changed architecture
     */
    public Cvae normalisation(Normalisation kind) {
        return new Cvae(channels, nonlinearity, simAm, decoderSimAm, kind, upsampling);
    }

    /**
     * The same with another way to double images in the decoder.
     *
     * @param kind how the decoder doubles its images; the paper says both "transposed" and "interpolation"
     * @return the changed architecture
     */
    public Cvae upsampling(Upsampling kind) {
        return new Cvae(channels, nonlinearity, simAm, decoderSimAm, normalisation, kind);
    }

    /** {@code "CVAE"}, {@code "CSVAE"}, or what it differs in: {@code "CVAE+SimAM(1)"}. */
    @Override
    public String name() {
        Cvae plain = new Cvae();
        StringBuilder name = new StringBuilder(simAm.equals(List.of(2, 3)) ? "CSVAE" : "CVAE");
        if (!simAm.isEmpty() && !simAm.equals(List.of(2, 3))) {
            name.append("+SimAM(").append(listed(simAm)).append(')');
        }
        if (!decoderSimAm.isEmpty()) {
            name.append("+decoder SimAM(").append(listed(decoderSimAm)).append(')');
        }
        if (!channels.equals(plain.channels)) {
            name.append(" channels ").append(listed(channels));
        }
        if (nonlinearity != plain.nonlinearity) {
            name.append(' ').append(nonlinearity);
        }
        if (normalisation != plain.normalisation) {
            name.append(" norm ").append(normalisation);
        }
        if (upsampling != plain.upsampling) {
            name.append(' ').append(upsampling);
        }
        return name.toString();
    }

    private static String listed(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public double learningRate(Pixels pixels) {
        return 3e-3;
    }

    @Override
    public AutoEncoder build(Pixels pixels, int bits) {
        Bits.require(bits);
        int layers = Halvings.of(name(), pixels);
        requireWithin(simAm, layers, "encoder", pixels);
        requireWithin(decoderSimAm, layers, "decoder", pixels);
        double gain = nonlinearity.gain();
        List<Step> encoder = new ArrayList<>();
        long width = pixels.channels();
        for (int layer = 1; layer <= layers; layer++) {
            encoder.add(new Step("halving" + layer, new Halving(width, width(layer), gain)));
            activate(encoder, layer, width(layer));
            if (simAm.contains(layer)) {
                encoder.add(new Step("simam" + layer, new SimAm()));
            }
            width = width(layer);
        }
        long positions = (long) (pixels.height() >> layers) * (pixels.width() >> layers);
        encoder.add(new Step("flat", new Fold(positions * width)));
        return new AutoEncoder(
                new QuadOrder(pixels, layers),
                bits,
                new Chain(encoder),
                positions * width,
                decoder(pixels, bits, layers, positions));
    }

    /** The decoder, also of {@link Vte}: (B, d) to (B, P, channels). */
    Chain decoder(Pixels pixels, int bits, int layers, long positions) {
        double gain = nonlinearity.gain();
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("open", new Dense(bits, positions * width(layers), gain)));
        steps.add(new Step("grid", new Fold(positions, width(layers))));
        for (int layer = 1; layer <= layers; layer++) {
            int from = width(layers - layer + 1);
            activate(steps, layer, from);
            boolean last = layer == layers;
            long to = last ? pixels.channels() : width(layers - layer);
            int halvings = layers - layer + 1;
            steps.add(new Step(
                    "doubling" + layer,
                    switch (upsampling) {
                        case TRANSPOSED -> new Doubling(from, to, last ? 1 : gain);
                        case INTERPOLATED ->
                            new Interpolating(
                                    from,
                                    to,
                                    pixels.height() >> halvings,
                                    pixels.width() >> halvings,
                                    layer - 1,
                                    last ? 1 : gain);
                    }));
            if (decoderSimAm.contains(layer)) {
                steps.add(new Step("simam" + layer, new SimAm()));
            }
        }
        return new Chain(steps);
    }

    private void activate(List<Step> steps, int layer, int width) {
        if (normalisation == Normalisation.LAYER) {
            steps.add(new Step("norm" + layer, new LayerNorm(width)));
        }
        steps.add(new Step("nonlinearity" + layer, new Pointwise(nonlinearity)));
    }

    private int width(int layer) {
        return channels.get(Math.min(layer, channels.size()) - 1);
    }

    private void requireWithin(List<Integer> asked, int layers, String part, Pixels pixels) {
        for (int layer : asked) {
            if (layer > layers) {
                throw new IllegalArgumentException(name() + " asks for SimAM after layer " + layer + " of the " + part
                        + ", but at " + pixels + " there are only " + layers + " layers (1 to " + layers
                        + "). Load larger images, or name other layers: CVAE.simAmAfter(" + layers + ").");
            }
        }
    }
}
