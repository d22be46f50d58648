package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;

/**
 * The transposed convolution with 2×2 kernel and stride 2: y[2i + u, 2j + v] = b + W[u, v] x[i, j]. In {@link
 * QuadOrder} one matrix product: input (B, P, in), output (B, 4P, out); 4 · in · out + out parameters.
 */
public final class Doubling extends Layer {

    private final long outputs;
    private final Parameter weight;
    private final Parameter bias;

    /**
     * A doubling convolution.
     *
     * @param inputs channels in
     * @param outputs channels out
     * @param gain of the first weights, see {@link Dense}
     */
    public Doubling(long inputs, long outputs, double gain) {
        this.outputs = outputs;
        weight = parameter("weight", Parameter.Type.WEIGHT, new Uniform(inputs, gain), 4 * outputs, inputs);
        bias = parameter("bias", Parameter.Type.BIAS, Initializer.ZEROS, outputs);
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
        Shape shape = x.getShape();
        NDArray fourfold = value(parameters, bias, x, training).tile(4);
        return precision(training)
                .linear(x, value(parameters, weight, x, training), fourfold)
                .reshape(shape.get(0), 4 * shape.get(1), outputs);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return new Shape(input.get(0), 4 * input.get(1), outputs);
    }
}
