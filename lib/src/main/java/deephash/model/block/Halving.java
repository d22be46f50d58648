package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/**
 * A convolution with 2×2 kernel, stride 2, no padding: y[i, j] = b + Σ W[u, v] x[2i + u, 2j + v]. Windows do not
 * overlap, so in {@link QuadOrder} it is one matrix product: input (B, P, in) seen as (B, P/4, 4 in), output
 * (B, P/4, out).
 */
public final class Halving extends Layer {

    private final Dense product;
    private final long inputs;

    /**
     * A halving convolution.
     *
     * @param inputs channels in
     * @param outputs channels out
     * @param gain of the first weights, see {@link Dense}
     */
    public Halving(long inputs, long outputs, double gain) {
        this.inputs = inputs;
        product = addChildBlock("product", new Dense(4 * inputs, outputs, gain));
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
        return product.apply(parameters, windows(x), training);
    }

    @Override
    protected NDArray apply(ParameterStore parameters, NDArray x, boolean training, Nonlinearity then) {
        return product.apply(parameters, windows(x), training, then);
    }

    private NDArray windows(NDArray x) {
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(1) / 4, 4 * inputs);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return product.outputShape(new Shape(input.get(0), input.get(1) / 4, 4 * inputs));
    }
}
