package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/** A nonlinearity as a layer. Input and output of any one shape. */
public final class Pointwise extends Layer {

    private final Nonlinearity function;

    /**
     * A nonlinearity as a layer.
     *
     * @param function applied to every value
     */
    public Pointwise(Nonlinearity function) {
        this.function = function;
    }

    /** The function. */
    public Nonlinearity function() {
        return function;
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        return function.apply(input);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }
}
