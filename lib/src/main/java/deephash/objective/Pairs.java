package deephash.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import deephash.model.engine.Scalar;

/** What objectives over pairs of rows share. No row is a pair with itself. */
final class Pairs {

    private Pairs() {}

    /** (rows, rows): 1 off the diagonal, 0 on it. */
    static NDArray others(Batch batch) {
        int n = batch.rows();
        float[] others = new float[n * n];
        for (int i = 0; i < others.length; i++) {
            others[i] = i % (n + 1) == 0 ? 0 : 1;
        }
        return batch.memory().create(others, new Shape(n, n));
    }

    /** The mean over all pairs of different rows of (rows, rows). */
    static NDArray mean(Batch batch, NDArray ofPairs) {
        double pairs = Math.max(1, (double) batch.rows() * (batch.rows() - 1));
        return Scalar.times(1 / pairs, ofPairs.mul(others(batch)).sum());
    }

    /**
     * −log p(S | Θ), pair by pair: log(1 + exp(Θ)) − S Θ.
     *
     * @param theta (rows, rows)
     * @param similar (rows, rows) of 0 and 1
     */
    static NDArray surprise(NDArray theta, NDArray similar) {
        return Activation.softPlus(theta).sub(similar.mul(theta));
    }

    /** (rows, rows): half the inner products. */
    static NDArray halfInner(NDArray u) {
        return Scalar.times(0.5, u.matMul(u.transpose()));
    }

    /** (rows, rows): squared Euclidean distances. */
    static NDArray squaredDistances(NDArray u) {
        NDArray squares = u.square().sum(new int[] {1}, true);
        return squares.add(squares.transpose()).sub(Scalar.times(2, u.matMul(u.transpose())));
    }
}
