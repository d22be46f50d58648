package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What one 3×3 convolution and the batch normalisation after it learn and keep, in the order scripts take them. */
record ConvolutionParameters(List<Parameter> parameters) {

    /**
     * Batch normalisation undoes the size of the weights, so that their size only decides how fast they turn: small
     * ones learn more in the first epochs.
     */
    static final double FIRST = 1 / Math.sqrt(3);

    /** Makes a parameter of a layer. */
    @FunctionalInterface
    interface Maker {
        Parameter make(String name, Parameter.Type type, Initializer initializer, long... shape);
    }

    /**
     * Weight (out, in, 3, 3), scale, shift, running mean and running variance.
     *
     * @param suffix tells the convolutions of a layer apart
     */
    static ConvolutionParameters of(String suffix, long inputs, long outputs, Maker maker) {
        return new ConvolutionParameters(List.of(
                maker.make(
                        "weight" + suffix,
                        Parameter.Type.WEIGHT,
                        new Uniform(9 * inputs, FIRST),
                        outputs,
                        inputs,
                        3,
                        3),
                maker.make("gamma" + suffix, Parameter.Type.GAMMA, Initializer.ONES, outputs),
                maker.make("beta" + suffix, Parameter.Type.BETA, Initializer.ZEROS, outputs),
                maker.make("mean" + suffix, Parameter.Type.RUNNING_MEAN, Initializer.ZEROS, outputs),
                maker.make("variance" + suffix, Parameter.Type.RUNNING_VAR, Initializer.ONES, outputs)));
    }

    /** The arguments of a script: the input, then all values. */
    NDArray[] behind(NDArray input, Function<Parameter, NDArray> value) {
        List<NDArray> arguments = new ArrayList<>();
        arguments.add(input);
        parameters.forEach(p -> arguments.add(value.apply(p)));
        return arguments.toArray(NDArray[]::new);
    }
}
