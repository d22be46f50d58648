package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;

/**
 * Layer normalisation (Ba et al., 2016) over the last axis: y = γ (x − mean) / √(variance + 1e-5) + β. Input and output
 * (..., width); 2 · width parameters.
 */
public final class LayerNorm extends Layer {

    private static final float EPSILON = 1e-5f;

    private final long width;
    private final Parameter gamma;
    private final Parameter beta;

    /**
     * Normalises the last axis.
     *
     * @param width its size
     */
    public LayerNorm(long width) {
        this.width = width;
        gamma = parameter("gamma", Parameter.Type.GAMMA, Initializer.ONES, width);
        beta = parameter("beta", Parameter.Type.BETA, Initializer.ZEROS, width);
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        return ai.djl.nn.norm.LayerNorm.layerNorm(
                        input,
                        new Shape(width),
                        value(parameters, gamma, input, training),
                        value(parameters, beta, input, training),
                        EPSILON)
                .singletonOrThrow();
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }
}
