package deephash.model.block;

import deephash.model.block.Chain.Step;
import deephash.model.engine.Weights;
import java.util.List;

/** How an encoder without a decoder turns its features, (B, features), into codes, (B, d). */
public enum HeadKind {
    /** A linear layer, and batch normalisation: a bit is one cut through the features. */
    LINEAR,

    /**
     * A hidden layer as wide as the features, with batch normalisation and rectifier, before the linear one. A
     * contrastive loss removes whatever the augmentations change; with a hidden layer in between, the features keep
     * more of it (Chen et al., ICML 2020, section 4.2).
     */
    HIDDEN;

    /**
     * The head that these weights are of.
     *
     * @param weights of a whole network, by its names
     */
    public static HeadKind of(Weights weights) {
        return weights.tensors().containsKey("head.hidden.weight") ? HIDDEN : LINEAR;
    }

    Layer build(long features, int bits) {
        Step product = new Step("product", new Dense(features, bits, ConvolutionParameters.FIRST));
        Step norm = new Step("norm", new BatchNorm(bits));
        return switch (this) {
            case LINEAR -> new Chain(List.of(product, norm));
            case HIDDEN ->
                new Chain(List.of(
                        new Step("hidden", new Dense(features, features, ConvolutionParameters.FIRST)),
                        new Step("hiddenNorm", new BatchNorm(features)),
                        new Step("rectifier", new Pointwise(Nonlinearity.RELU)),
                        product,
                        norm));
        };
    }
}
