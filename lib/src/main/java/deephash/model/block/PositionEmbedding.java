package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/**
 * A learned vector for each token, added to it (Dosovitskiy et al., 2021, Eq. 1). Input and output (batch, tokens,
 * width); tokens · width parameters, at first about 0.02 large.
 */
public final class PositionEmbedding extends Layer {

    private static final double FIRST_SCALE = 0.02;

    private final Parameter position;

    /**
     * One vector a token.
     *
     * @param tokens how many
     * @param width of a token
     */
    public PositionEmbedding(long tokens, long width) {
        position = parameter("weight", Parameter.Type.OTHER, new Uniform(1, FIRST_SCALE), tokens, width);
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        return input.add(value(parameters, position, input, training));
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }
}
