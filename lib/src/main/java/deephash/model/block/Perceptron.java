package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import deephash.model.engine.Precision;
import deephash.model.engine.SeededDraws;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A small head over features: fully connected, normalised over the batch, rectified, fully connected, normalised over
 * the batch. Input (B, features), output (B, bits), each bit near mean 0 and variance 1.
 */
public final class Perceptron extends Layer {

    private final int bits;
    private final Dense hidden;
    private final BatchNorm hiddenNorm;
    private final Dense code;
    private final BatchNorm codeNorm;

    /**
     * A head without values.
     *
     * @param features values an image
     * @param width of the hidden layer
     * @param bits the length of a code
     */
    public Perceptron(int features, int width, int bits) {
        this.bits = bits;
        hidden = addChildBlock("hidden", new Dense(features, width, Math.sqrt(2)));
        hiddenNorm = addChildBlock("hiddenNorm", new BatchNorm(width));
        code = addChildBlock("code", new Dense(width, bits, 1));
        codeNorm = addChildBlock("codeNorm", new BatchNorm(bits));
    }

    /**
     * The parameters.
     *
     * @return {@code hidden.weight} (width, features), {@code hidden.bias}, {@code hiddenNorm.mean}, {@code
     *     hiddenNorm.variance}, {@code code.weight} (bits, width) and so on
     */
    public Map<String, Parameter> named() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        getChildren()
                .forEach(child -> child.getValue()
                        .getDirectParameters()
                        .forEach(p ->
                                named.put(child.getKey().replaceFirst("^\\d+", "") + "." + p.getKey(), p.getValue())));
        return named;
    }

    /**
     * Sets the precision of matrix products in training.
     *
     * @param kind as asked for in the options
     * @return this
     */
    public Perceptron trainedIn(Precision kind) {
        precision(kind);
        return this;
    }

    /**
     * Gives all parameters their first values.
     *
     * @param memory owns them
     * @param seed the same seed gives the same values on every machine
     */
    public void initialize(NDManager memory, long seed) {
        long index = 0;
        for (Parameter parameter : named().values()) {
            if (parameter.getInitializer() instanceof Uniform uniform) {
                parameter.setInitializer(uniform.seeded(new SeededDraws(seed, index).bits()));
            }
            parameter.initialize(memory, DataType.FLOAT32);
            index++;
        }
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray input, boolean training) {
        NDArray inside = hiddenNorm.apply(parameters, hidden.apply(parameters, input, training), training);
        NDArray out = code.apply(parameters, Nonlinearity.RELU.apply(inside), training);
        return codeNorm.apply(parameters, out, training);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return new Shape(input.get(0), bits);
    }
}
