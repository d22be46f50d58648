package deephash.model.engine;

import ai.djl.ndarray.NDArray;

/**
 * Numbers in formulas. DJL's {@code x.mul(number)}, {@code div}, {@code pow} and {@code maximum} make a tensor that
 * lies in Java memory, and give the memory back as soon as the value is computed; but PyTorch reads it again for the
 * gradient. Whenever the garbage collector ran in between, the gradient was wrong. And on a GPU each such number, and
 * each of {@code add} and {@code clip}, is copied there, which waits for all work under way. A scalar made here lives
 * as long as the step, and waits for nothing.
 */
public final class Scalar {

    private Scalar() {}

    /**
     * A number beside {@code x}: a scalar tensor owned by the manager of {@code x}, which is that of the step. It stays
     * on the CPU, from where PyTorch hands it to a GPU's kernels without a copy.
     */
    public static NDArray of(double number, NDArray x) {
        return Compute.onCpu(x.getManager()).create((float) number);
    }

    /** term + x, shape of {@code x}. */
    public static NDArray plus(double term, NDArray x) {
        return x.add(of(term, x));
    }

    /** factor · x, shape of {@code x}. */
    public static NDArray times(double factor, NDArray x) {
        return x.mul(of(factor, x));
    }
}
