package deephash.model;

import deephash.data.pixel.Pixels;
import deephash.model.block.AutoEncoder;
import deephash.model.block.Chain;
import deephash.model.block.Chain.Step;
import deephash.model.block.Dense;
import deephash.model.block.Fold;
import deephash.model.block.Nonlinearity;
import deephash.model.block.Pointwise;
import deephash.model.block.QuadOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The fully connected variational autoencoder of the paper: the image as one vector of n values, four layers of n/2,
 * n/4, n/8 and n/16 units, a latent, and the mirror image of it. At 128 pixels and d = 64 these are 357 million
 * parameters. Fits every image of at least 2^layers values.
 *
 * @param layers how many layers the encoder has, 4 in the paper
 * @param nonlinearity between the layers
 */
public record Vae(int layers, Nonlinearity nonlinearity) implements Architecture {

    /** Checks the ranges. */
    public Vae {
        if (layers < 1 || layers > 10) {
            throw new IllegalArgumentException("VAE has 1 to 10 layers, not " + layers + "; the paper's has 4.");
        }
    }

    Vae() {
        this(4, Nonlinearity.GELU);
    }

    /**
     * The same with another number of layers.
     *
     * @param count how many layers the encoder has, 4 in the paper
     * @return the changed architecture
     */
    public Vae layers(int count) {
        return new Vae(count, nonlinearity);
    }

    /**
     * The same with another nonlinearity.
     *
     * @param function between the layers
     * @return the changed architecture
     */
    public Vae nonlinearity(Nonlinearity function) {
        return new Vae(layers, function);
    }

    @Override
    public String name() {
        return "VAE" + (layers == 4 ? "" : " layers " + layers)
                + (nonlinearity == Nonlinearity.GELU ? "" : " " + nonlinearity);
    }

    @Override
    public double learningRate(Pixels pixels) {
        // wide layers diverge at a rate that narrow ones need; at 128 px three times this is worse (search-defaults.md)
        return 3e-3 * Math.min(1, 1024.0 / pixels.count());
    }

    @Override
    public AutoEncoder build(Pixels pixels, int bits) {
        Bits.require(bits);
        int values = pixels.count();
        if (values >> layers < 1) {
            throw new IllegalArgumentException(name() + " halves the " + values + " values of a " + pixels + " image "
                    + layers + " times, which leaves none. Load larger images or take fewer layers.");
        }
        double gain = nonlinearity.gain();
        List<Step> encoder = new ArrayList<>();
        encoder.add(new Step("flat", new Fold(values)));
        for (int layer = 1; layer <= layers; layer++) {
            encoder.add(new Step("dense" + layer, new Dense(values >> (layer - 1), values >> layer, gain)));
            encoder.add(new Step("nonlinearity" + layer, new Pointwise(nonlinearity)));
        }
        List<Step> decoder = new ArrayList<>();
        decoder.add(new Step("open", new Dense(bits, values >> layers, gain)));
        for (int layer = 1; layer <= layers; layer++) {
            int from = layers - layer + 1;
            decoder.add(new Step("nonlinearity" + layer, new Pointwise(nonlinearity)));
            decoder.add(new Step(
                    "dense" + layer, new Dense(values >> from, values >> (from - 1), layer == layers ? 1 : gain)));
        }
        decoder.add(new Step("image", new Fold((long) pixels.height() * pixels.width(), pixels.channels())));
        return new AutoEncoder(
                new QuadOrder(pixels, 0), bits, new Chain(encoder), values >> layers, new Chain(decoder));
    }
}
