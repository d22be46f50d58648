package deephash.objective;

import ai.djl.ndarray.NDArray;

/**
 * Greedy hash without labels (Su et al., "Greedy Hash: Towards Fast Optimization for Accurate Hash Coding in CNN",
 * NeurIPS 2018, Eq. 8): bits b = sign u, whose gradient goes to u as it is, keep the similarities of the inputs,
 *
 * <p>mean over pairs of (cos(bᵢ, bⱼ) − cos(xᵢ, xⱼ))², plus α · mean ||u| − 1|³,
 *
 * <p>with u (rows, d) the codes.
 *
 * <p>Inputs x are the pixels, or the features where the network is a head on features; their mean over the batch is
 * taken off. The originals compare with the features of a network that others trained: with pixels, codes learn what
 * pixels say.
 *
 * @param alpha α, the weight of the quantisation, at least 0
 */
public record GreedyHashUnsupervised(double alpha) implements Objective {

    /** Checks the ranges. */
    public GreedyHashUnsupervised {
        Require.notNegative("alpha", alpha);
    }

    GreedyHashUnsupervised() {
        this(0.1);
    }

    /**
     * The same with another alpha.
     *
     * @param value α, the weight of the quantisation, at least 0
     * @return the changed objective
     */
    public GreedyHashUnsupervised alpha(double value) {
        return new GreedyHashUnsupervised(value);
    }

    @Override
    public String name() {
        return "GreedyHash unsupervised";
    }

    @Override
    public Terms terms(Batch batch) {
        NDArray u = batch.codes();
        return Terms.of(u)
                .plus("similarity", Similarities.kept(batch, Signs.straightThrough(u)))
                .plus("quantisation", alpha, Signs.cubedError(u));
    }
}
