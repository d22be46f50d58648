package deephash.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import deephash.model.engine.Scalar;

/**
 * Deep hashing network (Zhu et al., "Deep Hashing Network for Efficient Similarity Retrieval", AAAI 2016, Eqs. 4 and
 * 6): with Θ = ½ ⟨uᵢ, uⱼ⟩ and S = 1 where two images share a label,
 *
 * <p>mean over pairs of log(1 + exp Θ) − S Θ, plus λ · mean log cosh(|u| − 1),
 *
 * <p>with u (rows, d) the codes.
 *
 * @param lambda λ, the weight of the quantisation, at least 0
 */
public record Dhn(double lambda) implements Objective {

    /** Checks the ranges. */
    public Dhn {
        Require.notNegative("lambda", lambda);
    }

    Dhn() {
        this(0.1);
    }

    /**
     * The same with another lambda.
     *
     * @param value λ, the weight of the quantisation, at least 0
     * @return the changed objective
     */
    public Dhn lambda(double value) {
        return new Dhn(value);
    }

    @Override
    public String name() {
        return "DHN";
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public Terms terms(Batch batch) {
        NDArray u = batch.codes();
        NDArray pairs = Pairs.surprise(Pairs.halfInner(u), batch.similar());
        NDArray over = Signs.overOne(u).abs();
        // log cosh x = |x| + log(1 + exp(−2 |x|)) − log 2
        NDArray logCosh = Scalar.plus(-Math.log(2), over.add(Activation.softPlus(Scalar.times(-2, over))));
        return Terms.of(u).plus("pairs", Pairs.mean(batch, pairs)).plus("quantisation", lambda, logCosh.mean());
    }
}
