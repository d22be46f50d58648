package deephash.objective;

import ai.djl.ndarray.NDArray;
import deephash.model.engine.Scalar;

/** How far real values are from bits, and bits that let gradients through. */
public final class Signs {

    private Signs() {}

    /**
     * sign(x), with the gradient of x (the straight-through estimator: Bengio et al., 2013).
     *
     * @param x any shape
     * @return the same shape, values within 1e-6 of −1, 0 or 1
     */
    public static NDArray straightThrough(NDArray x) {
        return x.add(x.sign().sub(x).stopGradient());
    }

    /** Mean of (x − sign x)²; the sign has no gradient. */
    static NDArray squaredError(NDArray x) {
        return x.sub(x.sign().stopGradient()).square().mean();
    }

    /** |x| − 1. */
    static NDArray overOne(NDArray x) {
        return Scalar.plus(-1, x.abs());
    }

    /** Mean of |‖x‖ − 1|³. */
    static NDArray cubedError(NDArray x) {
        NDArray error = overOne(x).abs();
        return error.mul(error).mul(error).mean();
    }
}
