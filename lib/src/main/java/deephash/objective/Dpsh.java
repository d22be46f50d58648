package deephash.objective;

import ai.djl.ndarray.NDArray;

/**
 * Deep pairwise-supervised hashing (Li et al., "Feature Learning based Deep Supervised Hashing with Pairwise Labels",
 * IJCAI 2016, Eq. 4): with Θ = ½ ⟨uᵢ, uⱼ⟩ and S = 1 where two images share a label,
 *
 * <p>mean over pairs of log(1 + exp Θ) − S Θ, plus η · mean (u − sign u)²,
 *
 * <p>with u (rows, d) the codes.
 *
 * @param eta η, the weight of the quantisation, at least 0
 */
public record Dpsh(double eta) implements Objective {

    /** Checks the ranges. */
    public Dpsh {
        Require.notNegative("eta", eta);
    }

    Dpsh() {
        this(0.1);
    }

    /**
     * The same with another eta.
     *
     * @param value η, the weight of the quantisation, at least 0
     * @return the changed objective
     */
    public Dpsh eta(double value) {
        return new Dpsh(value);
    }

    @Override
    public String name() {
        return "DPSH";
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public Terms terms(Batch batch) {
        NDArray u = batch.codes();
        NDArray pairs = Pairs.surprise(Pairs.halfInner(u), batch.similar());
        return Terms.of(u).plus("pairs", Pairs.mean(batch, pairs)).plus("quantisation", eta, Signs.squaredError(u));
    }
}
