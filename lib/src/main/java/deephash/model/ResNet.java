package deephash.model;

import deephash.data.pixel.Pixels;
import deephash.model.block.AutoEncoder;
import deephash.model.block.Chain;
import deephash.model.block.Chain.Step;
import deephash.model.block.Convolution;
import deephash.model.block.MeanPooling;
import deephash.model.block.QuadOrder;
import deephash.model.block.Residual;
import deephash.model.block.Rows;
import deephash.model.block.SimAm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A small residual network (He et al., CVPR 2016) with batch normalisation: each stage halves the image with a 3×3
 * convolution of stride 2 and adds a residual block, twice as wide as the stage before it; the features are the means
 * over all positions. It learns well from labels and from augmented views; as an autoencoder it has the decoder of
 * {@link Architecture#CVAE}.
 *
 * <p>The first convolution already halves the image, which takes a sixth of the work of a usual residual network for
 * 32×32 pixels.
 *
 * @param width channels of the first stage, at least 1; each further stage has twice as many
 * @param stages at least 1
 * @param simAm the stages (from 1) that SimAM follows, ascending
 * @param decoder whose decoder it takes, where an objective needs one
 */
public record ResNet(int width, int stages, List<Integer> simAm, Cvae decoder) implements Architecture {

    private static final int MOST_STAGES = 8;

    /** Checks the ranges. */
    public ResNet {
        simAm = List.copyOf(new TreeSet<>(simAm));
        decoder = Objects.requireNonNullElseGet(decoder, Cvae::new);
        if (width < 1 || stages < 1 || stages > MOST_STAGES) {
            throw new IllegalArgumentException("RESNET has a width of at least 1 and 1 to " + MOST_STAGES
                    + " stages, not width " + width + " and " + stages + " stages.");
        }
        for (int stage : simAm) {
            if (stage < 1 || stage > stages) {
                throw new IllegalArgumentException(
                        "RESNET has stages 1 to " + stages + "; there is no stage " + stage + ".");
            }
        }
    }

    ResNet() {
        this(32, 3, List.of(), new Cvae());
    }

    /**
     * The same with another width of the first stage.
     *
     * @param channels channels of the first stage, at least 1; each further stage has twice as many
     * @return the changed architecture
     */
    public ResNet width(int channels) {
        return new ResNet(channels, stages, simAm, decoder);
    }

    /**
     * The same with another number of stages.
     *
     * @param count at least 1
     * @return the changed architecture
     */
    public ResNet stages(int count) {
        return new ResNet(width, count, simAm, decoder);
    }

    /**
     * The same with SimAM after these stages (from 1), and no others; none removes it.
     *
     * @param after stages, from 1
     * @return the changed architecture
     */
    public ResNet simAmAfter(int... after) {
        return new ResNet(width, stages, Arrays.stream(after).boxed().toList(), decoder);
    }

    /**
     * The same with the decoder of another convolutional autoencoder.
     *
     * @param of whose decoder it takes, where an objective needs one
     * @return the changed architecture
     */
    public ResNet decoder(Cvae of) {
        return new ResNet(width, stages, simAm, of);
    }

    @Override
    public String name() {
        ResNet plain = new ResNet();
        return "RESNET"
                + (simAm.isEmpty()
                        ? ""
                        : "+SimAM(" + simAm.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")")
                + (width == plain.width ? "" : " width " + width)
                + (stages == plain.stages ? "" : " stages " + stages)
                + (decoder.equals(plain.decoder) ? "" : " decoder " + decoder.name());
    }

    @Override
    public double learningRate(Pixels pixels) {
        return 3e-3;
    }

    @Override
    public AutoEncoder build(Pixels pixels, int bits) {
        Bits.require(bits);
        int levels = Halvings.of(name(), pixels);
        QuadOrder order = new QuadOrder(pixels, levels);
        List<Step> encoder = new ArrayList<>();
        encoder.add(new Step("rows", new Rows(order)));
        int height = pixels.height();
        int across = pixels.width();
        long channels = pixels.channels();
        long next = width;
        for (int stage = 1; stage <= stages; stage++) {
            encoder.add(new Step("convolution" + stage, new Convolution(height, across, channels, next, 2)));
            height = (height + 1) / 2;
            across = (across + 1) / 2;
            encoder.add(new Step("residual" + stage, new Residual(height, across, next)));
            if (simAm.contains(stage)) {
                encoder.add(new Step("simam" + stage, new SimAm()));
            }
            channels = next;
            next *= 2;
        }
        encoder.add(new Step("mean", new MeanPooling()));
        long positions = (long) (pixels.height() >> levels) * (pixels.width() >> levels);
        return new AutoEncoder(
                order, bits, new Chain(encoder), channels, decoder.decoder(pixels, bits, levels, positions));
    }
}
