package deephash.objective;

import ai.djl.ndarray.NDArray;
import deephash.model.engine.Scalar;

/**
 * HashNet (Cao et al., "HashNet: Deep Learning to Hash by Continuation", ICCV 2017, Eqs. 4 and 5): codes v = tanh(s ·
 * u) come closer to signs as s grows, s = √(1 + ⌊epoch / every⌋). With S = 1 where two images share a label,
 *
 * <p>mean over pairs of w (log(1 + exp(α Θ)) − S α Θ), Θ = ⟨vᵢ, vⱼ⟩, α = scale / d,
 *
 * <p>where w weighs similar and other pairs as if there were as many of each as of all: pairs / similar pairs, and
 * pairs / other pairs. u (rows, d) is what the network gives.
 *
 * @param scale α · d, above 0
 * @param every epochs after which s grows, above 0
 */
public record HashNet(double scale, double every) implements Objective {

    /** Checks the ranges. */
    public HashNet {
        Require.above(0, "scale", scale);
        Require.above(0, "every", every);
    }

    HashNet() {
        this(10, 20);
    }

    /**
     * The same with another scale.
     *
     * @param value α · d, above 0
     * @return the changed objective
     */
    public HashNet scale(double value) {
        return new HashNet(value, every);
    }

    /**
     * The same with another every.
     *
     * @param value epochs after which s grows, above 0
     * @return the changed objective
     */
    public HashNet every(double value) {
        return new HashNet(scale, value);
    }

    @Override
    public String name() {
        return "HashNet";
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public Terms terms(Batch batch) {
        // where the loss is only watched, epochs are infinite: as if none had passed
        double passed = Double.isInfinite(batch.epoch()) ? 0 : Math.floor(batch.epoch() / every);
        NDArray v = Scalar.times(Math.sqrt(1 + passed), batch.codes()).tanh();
        NDArray s = batch.similar();
        NDArray others = Pairs.others(batch);
        double pairs = (double) batch.rows() * (batch.rows() - 1);
        double alike = Math.max(1, s.mul(others).sum().toFloatArray()[0]);
        double unlike = Math.max(1, pairs - alike);
        NDArray weight = Scalar.plus(pairs / unlike, Scalar.times(pairs / alike - pairs / unlike, s));
        NDArray theta = Scalar.times(scale / batch.task().bits(), v.matMul(v.transpose()));
        NDArray surprise = Pairs.surprise(theta, s).mul(weight);
        return Terms.of(v).plus("pairs", Pairs.mean(batch, surprise));
    }
}
