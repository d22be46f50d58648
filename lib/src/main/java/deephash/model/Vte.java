package deephash.model;

import deephash.data.pixel.Pixels;
import deephash.model.block.AutoEncoder;
import deephash.model.block.Chain;
import deephash.model.block.Chain.Step;
import deephash.model.block.Dense;
import deephash.model.block.Fold;
import deephash.model.block.LayerNorm;
import deephash.model.block.PositionEmbedding;
import deephash.model.block.QuadOrder;
import deephash.model.block.TransformerBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * The vision transformer encoder of the paper (after Dosovitskiy et al., 2021): the image cut into square patches, each
 * a token of {@code width} values with a learned position, pre-norm blocks of multi-head attention, and all tokens
 * together read out as the latent; the decoder is {@link Cvae}'s.
 *
 * @param patch the side of a patch in pixels, a power of two; 0 takes the one that cuts the image into about 64 patches
 * @param width values in a token, a multiple of heads
 * @param depth how many blocks
 * @param heads of the attention
 * @param decoder whose decoder is used
 */
public record Vte(int patch, int width, int depth, int heads, Cvae decoder) implements Architecture {

    private static final int USUAL_TOKENS = 64;

    /** Checks the ranges. */
    public Vte {
        if (patch < 0 || (patch != 0 && Integer.bitCount(patch) != 1)) {
            throw new IllegalArgumentException(
                    "A patch is 1, 2, 4, 8, 16 or 32 pixels wide (or 0, to find one), not " + patch + ".");
        }
        if (width < 1 || depth < 1 || heads < 1 || width % heads != 0) {
            throw new IllegalArgumentException("VTE needs a depth of at least 1 and a width that is a multiple of its"
                    + " heads, not width " + width + ", depth " + depth + ", heads " + heads + ".");
        }
    }

    Vte() {
        this(0, 128, 4, 4, new Cvae());
    }

    /**
     * The same with patches of another side in pixels.
     *
     * @param side the side of a patch in pixels, a power of two; 0 takes the one that cuts the image into about 64
     *     patches
     * @return the changed architecture
     */
    public Vte patch(int side) {
        return new Vte(side, width, depth, heads, decoder);
    }

    /**
     * The same with tokens of another width.
     *
     * @param values values in a token, a multiple of heads
     * @return the changed architecture
     */
    public Vte width(int values) {
        return new Vte(patch, values, depth, heads, decoder);
    }

    /**
     * The same with another number of blocks.
     *
     * @param blocks how many blocks
     * @return the changed architecture
     */
    public Vte depth(int blocks) {
        return new Vte(patch, width, blocks, heads, decoder);
    }

    /**
     * The same with another number of heads.
     *
     * @param count of the attention
     * @return the changed architecture
     */
    public Vte heads(int count) {
        return new Vte(patch, width, depth, count, decoder);
    }

    /**
     * The same with the decoder of another convolutional autoencoder.
     *
     * @param of whose decoder is used
     * @return the changed architecture
     */
    public Vte decoder(Cvae of) {
        return new Vte(patch, width, depth, heads, of);
    }

    @Override
    public String name() {
        Vte plain = new Vte();
        return "VTE" + (patch == plain.patch ? "" : " patch " + patch)
                + (width == plain.width ? "" : " width " + width)
                + (depth == plain.depth ? "" : " depth " + depth)
                + (heads == plain.heads ? "" : " heads " + heads)
                + (decoder.equals(plain.decoder) ? "" : " decoder " + decoder.name());
    }

    @Override
    public double learningRate(Pixels pixels) {
        // without a warm-up of about an epoch, even this is too much
        return 1e-3;
    }

    @Override
    public AutoEncoder build(Pixels pixels, int bits) {
        Bits.require(bits);
        int levels = Halvings.of(name(), pixels);
        int side = patch == 0 ? usualPatch(pixels, levels) : patch;
        if (side > 1 << levels) {
            throw new IllegalArgumentException(name() + " asks for patches of " + side + " pixels, but " + pixels
                    + " takes at most " + (1 << levels) + ": patch(" + (1 << levels) + ").");
        }
        long patchPixels = (long) side * side;
        long tokens = (long) pixels.height() * pixels.width() / patchPixels;
        List<Step> encoder = new ArrayList<>();
        encoder.add(new Step("patches", new Fold(tokens, patchPixels * pixels.channels())));
        encoder.add(new Step("embedding", new Dense(patchPixels * pixels.channels(), width, 1)));
        encoder.add(new Step("position", new PositionEmbedding(tokens, width)));
        for (int block = 1; block <= depth; block++) {
            encoder.add(new Step("block" + block, new TransformerBlock(width, heads)));
        }
        encoder.add(new Step("norm", new LayerNorm(width)));
        encoder.add(new Step("flat", new Fold(tokens * width)));
        long positions = (long) (pixels.height() >> levels) * (pixels.width() >> levels);
        return new AutoEncoder(
                new QuadOrder(pixels, levels),
                bits,
                new Chain(encoder),
                tokens * width,
                decoder.decoder(pixels, bits, levels, positions));
    }

    private static int usualPatch(Pixels pixels, int levels) {
        int side = 1;
        while (side < 1 << levels && pixels.height() * pixels.width() / (side * side) > USUAL_TOKENS) {
            side *= 2;
        }
        return side;
    }
}
