package deephash.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import deephash.model.engine.Scalar;

/**
 * Central similarity quantization (Yuan et al., "Central Similarity Quantization for Efficient Image and Video
 * Retrieval", CVPR 2020, Eqs. 4 to 6): each bit of v = tanh u is read as a probability and drawn to the bit of its
 * class's centre c,
 *
 * <p>mean of the binary cross entropy of (v + 1) / 2 and (c + 1) / 2, plus λ · mean (|v| − 1)²,
 *
 * <p>with u (rows, d) the codes. (tanh u + 1) / 2 = σ(2 u), so the cross entropy is computed as log(1 + exp(2 u)) − 2 u
 * · (c + 1) / 2, which no code overflows.
 *
 * @param lambda λ, the weight of the quantisation, at least 0
 * @param centres how the centres of classes are chosen
 */
public record Csq(double lambda, Centres centres) implements Objective {

    /** Checks the ranges. */
    public Csq {
        Require.notNegative("lambda", lambda);
    }

    Csq() {
        this(1e-4, Centres.HADAMARD);
    }

    /**
     * The same with another lambda.
     *
     * @param value λ, the weight of the quantisation, at least 0
     * @return the changed objective
     */
    public Csq lambda(double value) {
        return new Csq(value, centres);
    }

    /**
     * The same with another centres.
     *
     * @param value how the centres of classes are chosen
     * @return the changed objective
     */
    public Csq centres(Centres value) {
        return new Csq(lambda, value);
    }

    @Override
    public String name() {
        return "CSQ";
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public void check(Task task) {
        Objective.super.check(task);
        task.centres(centres);
    }

    @Override
    public Terms terms(Batch batch) {
        NDArray u = batch.codes();
        NDArray bits = Scalar.times(0.5, Scalar.plus(1, batch.targets(centres)));
        NDArray logit = Scalar.times(2, u);
        NDArray entropy = Activation.softPlus(logit).sub(bits.mul(logit)).mean();
        NDArray quantisation = Signs.overOne(u.tanh()).square().mean();
        return Terms.of(u).plus("centres", entropy).plus("quantisation", lambda, quantisation);
    }
}
