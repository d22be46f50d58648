package deephash.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import deephash.model.engine.Scalar;

/**
 * Deep supervised hashing (Liu et al., "Deep Supervised Hashing for Fast Image Retrieval", CVPR 2016, Eq. 4): with D
 * the squared Euclidean distance of two codes, S = 1 where their images share a label, and a margin of 2 d,
 *
 * <p>mean over pairs of ½ S D + ½ (1 − S) max(2 d − D, 0), plus α · mean ||u| − 1|,
 *
 * <p>with u (rows, d) the codes.
 *
 * @param alpha α, the weight of the quantisation, at least 0
 */
public record Dsh(double alpha) implements Objective {

    /** Checks the ranges. */
    public Dsh {
        Require.notNegative("alpha", alpha);
    }

    Dsh() {
        this(0.1);
    }

    /**
     * The same with another alpha.
     *
     * @param value α, the weight of the quantisation, at least 0
     * @return the changed objective
     */
    public Dsh alpha(double value) {
        return new Dsh(value);
    }

    @Override
    public String name() {
        return "DSH";
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public Terms terms(Batch batch) {
        NDArray u = batch.codes();
        NDArray s = batch.similar();
        NDArray distance = Pairs.squaredDistances(u);
        NDArray missing =
                Activation.relu(Scalar.of(2.0 * batch.task().bits(), u).sub(distance));
        NDArray unlike = Scalar.of(1, s).sub(s);
        NDArray pairs = Scalar.times(0.5, s.mul(distance).add(unlike.mul(missing)));
        NDArray over = Signs.overOne(u).abs().mean();
        return Terms.of(u).plus("pairs", Pairs.mean(batch, pairs)).plus("quantisation", alpha, over);
    }
}
