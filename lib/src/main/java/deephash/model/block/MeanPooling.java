package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/** The mean over all positions, channel by channel. Input (B, P, C), output (B, C). */
public final class MeanPooling extends Layer {

    /** The mean over the positions. */
    public MeanPooling() {}

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        return input.mean(new int[] {1});
    }

    @Override
    protected Shape outputShape(Shape input) {
        return new Shape(input.get(0), input.get(2));
    }
}
