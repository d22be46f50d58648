package deephash.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import deephash.model.Likelihood;
import deephash.model.block.AutoEncoder;
import deephash.model.engine.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The negative evidence lower bound (Kingma and Welling, 2014, Eq. 10) with a weight on its second term (Higgins et
 * al., 2017): E[−log p(x|z)] + β · KL(q(z|x) ‖ N(0, 1)), with one sample of z an image.
 *
 * @param likelihood p(x|z)
 * @param beta β, at least 0
 * @param klWarmUp over how many first epochs β rises from 0, at least 0
 * @param freeBits KL that costs nothing, in nats a unit (Kingma et al., 2016), at least 0
 */
public record Elbo(Likelihood likelihood, double beta, double klWarmUp, double freeBits) implements Objective {

    private static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

    /** Checks the ranges. */
    public Elbo {
        Require.notNegative("beta", beta);
        Require.notNegative("klWarmUp", klWarmUp);
        Require.notNegative("freeBits", freeBits);
    }

    Elbo() {
        this(Likelihood.gaussian(0.3), 1, 0, 0);
    }

    /**
     * The same with another likelihood.
     *
     * @param of p(x|z)
     * @return the changed objective
     */
    public Elbo likelihood(Likelihood of) {
        return new Elbo(of, beta, klWarmUp, freeBits);
    }

    /**
     * The same with another β.
     *
     * @param weight β, at least 0
     * @return the changed objective
     */
    public Elbo beta(double weight) {
        return new Elbo(likelihood, weight, klWarmUp, freeBits);
    }

    /**
     * The same with another warm-up of β.
     *
     * @param epochs over how many first epochs β rises from 0, at least 0
     * @return the changed objective
     */
    public Elbo klWarmUp(double epochs) {
        return new Elbo(likelihood, beta, epochs, freeBits);
    }

    /**
     * The same with other free bits.
     *
     * @param nats KL that costs nothing, in nats a unit (Kingma et al., 2016), at least 0
     * @return the changed objective
     */
    public Elbo freeBits(double nats) {
        return new Elbo(likelihood, beta, klWarmUp, nats);
    }

    @Override
    public String name() {
        return "ELBO";
    }

    @Override
    public boolean needsDecoder() {
        return true;
    }

    @Override
    public String unit() {
        return "nats per image";
    }

    /** Two parts, in nats an image: "reconstruction", −log p(x|z), and "KL" before its weight. */
    @Override
    public Terms terms(Batch batch) {
        NDArray pixels = batch.inputs();
        long images = pixels.getShape().get(0);
        AutoEncoder.Latent latent = batch.latent();
        NDArray noise = batch.noise();
        NDArray deviation = Scalar.times(0.5, latent.logVariance()).exp();
        NDArray sample = latent.mean().add(deviation.mul(noise));
        NDArray reconstruction = Scalar.times(1.0 / images, surprise(batch.decode(sample), pixels));
        NDArray variance = latent.logVariance().exp();
        NDArray twice = latent.mean().square().add(variance).sub(latent.logVariance());
        NDArray klOfUnits = Scalar.times(0.5 / images, Scalar.plus(-1, twice).sum(new int[] {0}));
        NDArray kl = klOfUnits.sum();
        NDArray charged =
                freeBits > 0 ? klOfUnits.maximum(Scalar.of(freeBits, klOfUnits)).sum() : kl;
        NDArray loss = reconstruction.add(Scalar.times(weight(batch.epoch()), charged));
        Map<String, NDArray> parts = new LinkedHashMap<>();
        parts.put("reconstruction", reconstruction);
        parts.put("KL", kl);
        return new Terms(loss, parts, latent.mean());
    }

    /** β after this many epochs. */
    double weight(double epoch) {
        return klWarmUp > 0 ? beta * Math.min(1, epoch / klWarmUp) : beta;
    }

    private NDArray surprise(NDArray decoded, NDArray pixels) {
        if (likelihood instanceof Likelihood.Gaussian gaussian) {
            double sigma = gaussian.sigma();
            double constant = (Math.log(sigma) + HALF_LOG_2_PI) * pixels.size();
            NDArray squares = decoded.sub(pixels).square().sum();
            return Scalar.plus(constant, Scalar.times(0.5 / (sigma * sigma), squares));
        }
        return Activation.softPlus(decoded).sub(decoded.mul(pixels)).sum();
    }
}
