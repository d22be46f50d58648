package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deephash.model.engine.LazyTorchFunction;

/**
 * Puts the positions of images in {@link QuadOrder} row by row, and their values from [0, 1] onto [−2, 2], about as far
 * as those of normalised images. Input and output (B, P, C).
 */
public final class Rows extends Layer {

    private static final LazyTorchFunction TAKE = new LazyTorchFunction("""
                x: Tensor,
                positions: Tensor) -> Tensor:
                return torch.sub(torch.mul(torch.index_select(x, 1, positions), 4), 2)
            """);

    private final int[] positions;

    /**
     * Row by row.
     *
     * @param order of the input
     */
    public Rows(QuadOrder order) {
        positions = order.positions();
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        return TAKE.call(input, input.getManager().create(positions));
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }
}
