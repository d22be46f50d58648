package deephash.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import deephash.model.engine.Scalar;

/**
 * Deep hashing network (Zhu et al., "Deep Hashing Network for Efficient Similarity Retrieval", AAAI 2016, Eqs. 4 and
 * 6): with v = tanh u, the activation of the paper's hash layer, Θ = (scale / d) ⟨vᵢ, vⱼ⟩ and S = 1 where two images
 * share a label,
 *
 * <p>mean over pairs of log(1 + exp Θ) − S Θ, plus λ · mean log cosh(|v| − 1),
 *
 * <p>with u (rows, d) what the network gives. The paper's Θ = ½ ⟨vᵢ, vⱼ⟩ is a scale of d/2. With 64 bits it
 * reaches ±32, where the likelihood is flat, and a network that learns from random weights gives many images the same
 * code. The scale of HashNet avoids that.
 *
 * @param lambda λ, the weight of the quantisation, at least 0
 * @param scale Θ of two equal codes of ±1, above 0
 */
public record Dhn(double lambda, double scale) implements Objective {

    /** Checks the ranges. */
    public Dhn {
        Require.notNegative("lambda", lambda);
        Require.above(0, "scale", scale);
    }

    Dhn() {
        this(0.1, 10);
    }

    /**
     * The same with another lambda.
     *
     * @param value λ, the weight of the quantisation, at least 0
     * @return the changed objective
     */
    public Dhn lambda(double value) {
        return new Dhn(value, scale);
    }

    /**
     * The same with another scale.
     *
     * @param value Θ of two equal codes of ±1, above 0; the paper's is half the number of bits
     * @return the changed objective
     */
    public Dhn scale(double value) {
        return new Dhn(lambda, value);
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
        NDArray v = batch.codes().tanh();
        NDArray theta = Scalar.times(scale / batch.task().bits(), v.matMul(v.transpose()));
        NDArray pairs = Pairs.surprise(theta, batch.similar());
        NDArray over = Signs.overOne(v).abs();
        // log cosh x = |x| + log(1 + exp(−2 |x|)) − log 2
        NDArray logCosh = Scalar.plus(-Math.log(2), over.add(Activation.softPlus(Scalar.times(-2, over))));
        return Terms.of(v).plus("pairs", Pairs.mean(batch, pairs)).plus("quantisation", lambda, logCosh.mean());
    }
}
