package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** A nonlinearity between two linear layers. Applied value by value; the shape stays. */
public enum Nonlinearity {
    /** max(x, 0). */
    RELU,
    /** x for x &gt; 0, else 0.01 x. */
    LEAKY_RELU,
    /** x Φ(x) (Hendrycks and Gimpel, 2016). */
    GELU,
    /** tanh x. */
    TANH;

    /** The value of the function at every element. */
    public NDArray apply(NDArray x) {
        return switch (this) {
            case RELU -> Activation.relu(x);
            case LEAKY_RELU -> Activation.leakyRelu(x, 0.01f);
            case GELU -> Activation.gelu(x);
            case TANH -> x.tanh();
        };
    }

    /** The gain of first weights before this function, see {@link Dense}. */
    public double gain() {
        return this == TANH ? 1 : Math.sqrt(2);
    }
}
