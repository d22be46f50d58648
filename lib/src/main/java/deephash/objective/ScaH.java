package deephash.objective;

import ai.djl.ndarray.NDArray;

/**
 * A convolutional autoencoder with a loss on its bits, after the paper's account of SCA-H in its section 2: the latent
 * is to paint its image again, to lie near bits, and to use every bit for half of the images,
 *
 * <p>mean over pixels of (x − D(u))², plus α · mean (u − sign u)², plus β · mean over bits of (mean over rows of u)²,
 *
 * <p>with u (rows, d) the latent means and D the decoder. There is no noise and no prior, so nothing but the loss on
 * bits keeps codes apart. The original's own formula was not at hand: this is the idea, not a replica.
 *
 * @param alpha α, the weight of the binarisation, at least 0
 * @param beta β, the weight of the balance, at least 0
 */
public record ScaH(double alpha, double beta) implements Objective {

    /** Checks the ranges. */
    public ScaH {
        Require.notNegative("alpha", alpha);
        Require.notNegative("beta", beta);
    }

    ScaH() {
        this(0.01, 0.01);
    }

    /**
     * The same with another alpha.
     *
     * @param value α, the weight of the binarisation, at least 0
     * @return the changed objective
     */
    public ScaH alpha(double value) {
        return new ScaH(value, beta);
    }

    /**
     * The same with another beta.
     *
     * @param value β, the weight of the balance, at least 0
     * @return the changed objective
     */
    public ScaH beta(double value) {
        return new ScaH(alpha, value);
    }

    @Override
    public String name() {
        return "SCA-H";
    }

    @Override
    public boolean needsDecoder() {
        return true;
    }

    @Override
    public Terms terms(Batch batch) {
        NDArray u = batch.latent().mean();
        NDArray reconstruction = batch.decode(u).sub(batch.inputs()).square().mean();
        NDArray balance = u.mean(new int[] {0}).square().mean();
        return Terms.of(u)
                .plus("reconstruction", reconstruction)
                .plus("binarisation", alpha, Signs.squaredError(u))
                .plus("balance", beta, balance);
    }
}
