package deephash.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import deephash.model.engine.Scalar;

/**
 * Deep supervised hashing with triplets (Wang et al., "Deep Supervised Hashing with Triplet Labels", ACCV 2016, Eq. 6):
 * with Θ = ½ ⟨uᵢ, uⱼ⟩, over all triplets of an image, one that shares a label with it and one that does not,
 *
 * <p>mean of log(1 + exp(−(Θ⁺ − Θ⁻ − α))), plus λ · mean (u − sign u)²,
 *
 * <p>with u (rows, d) the codes. Takes rows³ numbers, so batches of 64 to 128 are large.
 *
 * @param alpha α, the margin, at least 0
 * @param lambda λ, the weight of the quantisation, at least 0
 */
public record Dtsh(double alpha, double lambda) implements Objective {

    /** Checks the ranges. */
    public Dtsh {
        Require.notNegative("alpha", alpha);
        Require.notNegative("lambda", lambda);
    }

    Dtsh() {
        this(5, 1);
    }

    /**
     * The same with another alpha.
     *
     * @param value α, the margin, at least 0
     * @return the changed objective
     */
    public Dtsh alpha(double value) {
        return new Dtsh(value, lambda);
    }

    /**
     * The same with another lambda.
     *
     * @param value λ, the weight of the quantisation, at least 0
     * @return the changed objective
     */
    public Dtsh lambda(double value) {
        return new Dtsh(alpha, value);
    }

    @Override
    public String name() {
        return "DTSH";
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public Terms terms(Batch batch) {
        NDArray u = batch.codes();
        int n = batch.rows();
        NDArray s = batch.similar();
        NDArray positive = s.mul(Pairs.others(batch)).reshape(n, n, 1);
        NDArray negative = Scalar.of(1, s).sub(s).reshape(n, 1, n);
        NDArray triplets = positive.mul(negative);
        NDArray theta = Pairs.halfInner(u);
        NDArray ahead = Scalar.plus(-alpha, theta.reshape(n, n, 1).sub(theta.reshape(n, 1, n)));
        NDArray surprise = Activation.softPlus(ahead.neg()).mul(triplets);
        // a batch may have no triplet
        NDArray mean = surprise.sum().div(triplets.sum().maximum(Scalar.of(1, u)));
        return Terms.of(u).plus("triplets", mean).plus("quantisation", lambda, Signs.squaredError(u));
    }
}
