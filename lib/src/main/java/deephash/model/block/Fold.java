package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/** Gives the same values another shape: (B, ...) becomes (B, inner...). */
public final class Fold extends Layer {

    private final Shape inner;

    /**
     * Folds every item to a shape.
     *
     * @param inner the shape of one item, with as many values as it has
     */
    public Fold(long... inner) {
        this.inner = new Shape(inner);
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        return input.reshape(outputShape(input.getShape()));
    }

    @Override
    protected Shape outputShape(Shape input) {
        return new Shape(input.get(0)).addAll(inner);
    }
}
