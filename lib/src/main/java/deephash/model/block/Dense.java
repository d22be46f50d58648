package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer: y = x Wᵀ + b. Input (..., in), output (..., out); in · out + out parameters.
 */
public final class Dense extends Layer {

    private final long outputs;
    private final Parameter weight;
    private final Parameter bias;
    private @Nullable PackedLinear packed;

    /**
     * A fully connected layer.
     *
     * @param inputs in
     * @param outputs out
     * @param gain of the first weights: √2 before a rectifier, else 1
     */
    public Dense(long inputs, long outputs, double gain) {
        this.outputs = outputs;
        weight = parameter("weight", Parameter.Type.WEIGHT, new Uniform(inputs, gain), outputs, inputs);
        bias = parameter("bias", Parameter.Type.BIAS, Initializer.ZEROS, outputs);
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        return packed != null
                ? packed.apply(input)
                : precision(training)
                        .linear(
                                input,
                                value(parameters, weight, input, training),
                                value(parameters, bias, input, training));
    }

    @Override
    protected NDArray apply(ParameterStore parameters, NDArray input, boolean training, Nonlinearity then) {
        return packed != null ? packed.apply(input, then) : super.apply(parameters, input, training, then);
    }

    @Override
    protected void pack() {
        PackedLinear.of(weight.getArray(), bias.getArray()).ifPresent(product -> {
            packed = product;
            // the original weights are large, and not needed after packing
            weight.close();
        });
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input.slice(0, input.dimension() - 1).add(outputs);
    }
}
