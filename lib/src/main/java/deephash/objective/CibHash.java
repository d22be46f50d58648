package deephash.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import deephash.model.block.HeadKind;
import deephash.model.engine.Scalar;

/**
 * CIBHash (Qiu et al., "Unsupervised Hashing with Contrastive Information Bottleneck", IJCAI 2021, Eqs. 6 and 12):
 * contrast between views over bits, and views that agree bit by bit. With p = σ(u) and b = sign(p − ½), whose gradient
 * goes to p as it is,
 *
 * <p>−mean log(exp(cos(bᵢ, bⱼ)/τ) / Σ_{k≠i} exp(cos(bᵢ, bₖ)/τ)), plus β · ½ (KL(pᵢ ‖ pⱼ) + KL(pⱼ ‖ pᵢ)),
 *
 * <p>summed over bits, a mean over images, where the second argument of each KL has no gradient; u (2 · images, d) are
 * the codes of two views.
 *
 * @param temperature τ, above 0
 * @param beta β, the weight of the agreement, at least 0
 */
public record CibHash(double temperature, double beta) implements Objective {

    /** Checks the ranges. */
    public CibHash {
        Require.above(0, "temperature", temperature);
        Require.notNegative("beta", beta);
    }

    CibHash() {
        this(0.3, 0.001);
    }

    /**
     * The same with another temperature.
     *
     * @param value τ, above 0
     * @return the changed objective
     */
    public CibHash temperature(double value) {
        return new CibHash(value, beta);
    }

    /**
     * The same with another beta.
     *
     * @param value β, the weight of the agreement, at least 0
     * @return the changed objective
     */
    public CibHash beta(double value) {
        return new CibHash(temperature, value);
    }

    @Override
    public String name() {
        return "CIBHash";
    }

    @Override
    public int views() {
        return 2;
    }

    @Override
    public HeadKind head() {
        return HeadKind.HIDDEN;
    }

    @Override
    public Terms terms(Batch batch) {
        Contrast.requireViews(name(), batch);
        NDArray u = batch.codes();
        NDArray p = Activation.sigmoid(u);
        NDArray bits = Signs.straightThrough(Scalar.plus(-0.5, p));
        NDArray first = batch.view(u, 0);
        NDArray second = batch.view(u, 1);
        NDArray agreement = Scalar.times(0.5, divergence(first, second).add(divergence(second, first)));
        return Terms.of(u)
                .plus("contrast", Contrast.of(batch, bits, temperature))
                .plus("agreement", beta, agreement);
    }

    /** KL(σ(a) ‖ σ(b)) in nats, summed over bits, a mean over images; b has no gradient. */
    private static NDArray divergence(NDArray a, NDArray b) {
        NDArray fixed = b.stopGradient();
        NDArray p = Activation.sigmoid(a);
        // log σ(x) = −log(1 + exp(−x)), and log(1 − σ(x)) = −log(1 + exp(x))
        NDArray ones = Activation.softPlus(fixed.neg()).sub(Activation.softPlus(a.neg()));
        NDArray zeros = Activation.softPlus(fixed).sub(Activation.softPlus(a));
        NDArray nats = p.mul(ones).add(Scalar.of(1, p).sub(p).mul(zeros));
        return nats.sum(new int[] {1}).mean();
    }
}
