package deephash.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import deephash.model.engine.Scalar;

/**
 * SimAM, an attention without parameters (Yang et al., ICML 2021, Eq. 5 and the listing in its appendix). Every value
 * of a channel is weighed by how far it stands out from the other positions of its channel:
 *
 * <p>d = (x − μ)², v = Σ d / (P − 1), y = x · σ(d / (4 (v + λ)) + ½), with μ the mean over the P positions.
 *
 * <p>Input and output (batch, positions, channels). Positions may come in any order.
 */
public final class SimAm extends Layer {

    /** The λ of the authors' code. */
    public static final double LAMBDA = 1e-4;

    private static final double HALF = 0.5;
    private static final int[] POSITIONS = {1};

    private final double lambda;

    /** With λ = 1e-4. */
    public SimAm() {
        this(LAMBDA);
    }

    /**
     * With another λ.
     *
     * @param lambda above 0
     */
    public SimAm(double lambda) {
        if (!(lambda > 0)) {
            throw new IllegalArgumentException("SimAM needs a λ above 0, not " + lambda + "; the authors use 1e-4.");
        }
        this.lambda = lambda;
    }

    @Override
    public NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
        NDArray d = squares(x);
        NDArray scale = scale(d);
        if (training) {
            return x.mul(Activation.sigmoid(Scalar.plus(HALF, d.mul(scale))));
        }
        // nothing is kept for a gradient, so the same memory serves again
        return Activation.sigmoid(d.muli(scale).addi(Scalar.of(HALF, d))).muli(x);
    }

    /**
     * What every value is multiplied with: σ(d / (4 (v + λ)) + ½), from σ(½) = 0.62 for a value that equals its
     * channel's mean, to 1 for one that stands far out.
     *
     * @param x (batch, positions, channels)
     * @return the same shape
     */
    public NDArray weights(NDArray x) {
        NDArray d = squares(x);
        return Activation.sigmoid(Scalar.plus(HALF, d.mul(scale(d))));
    }

    /** d. */
    private static NDArray squares(NDArray x) {
        if (x.getShape().get(1) < 2) {
            throw new IllegalArgumentException(
                    "SimAM compares positions with each other, but " + x.getShape() + " has only one.");
        }
        NDArray centred = x.sub(x.mean(POSITIONS, true));
        // a product has a cheaper gradient than a power
        return centred.mul(centred);
    }

    /** 1 / (4 (v + λ)): a product with it has a cheaper gradient than a quotient of all values. */
    private NDArray scale(NDArray d) {
        NDArray v = Scalar.times(1.0 / (d.getShape().get(1) - 1), d.sum(POSITIONS, true));
        return Scalar.of(0.25, v).div(Scalar.plus(lambda, v));
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }

    @Override
    protected long valuesHeld(Shape input) {
        // difference, square, quotient, weight and product
        return 5 * input.size();
    }
}
