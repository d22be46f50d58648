package deephash.model;

/**
 * The distribution of a pixel's intensity x in [0, 1], given the decoder's value a for it. It decides the
 * reconstruction term of the objective and how a reconstruction looks.
 */
public sealed interface Likelihood {

    /** Shades between black and white with probability σ(a): −log p(x) = log(1 + eᵃ) − a x. */
    record Bernoulli() implements Likelihood {
        @Override
        public float intensity(float value) {
            return (float) (1 / (1 + Math.exp(-value)));
        }

        @Override
        public String toString() {
            return "Bernoulli";
        }
    }

    /**
     * A normal distribution around a: −log p(x) = (x − a)² / 2σ² + log σ + ½ log 2π.
     *
     * @param sigma its standard deviation, above 0: the smaller, the more reconstruction weighs against KL
     */
    record Gaussian(double sigma) implements Likelihood {
        /** Checks the range. */
        public Gaussian {
            if (!(sigma > 0) || Double.isInfinite(sigma)) {
                throw new IllegalArgumentException(
                        "A Gaussian likelihood needs a σ above 0, not " + sigma + "; usual are 0.05 to 1.");
            }
        }

        @Override
        public float intensity(float value) {
            return Math.min(1, Math.max(0, value));
        }

        @Override
        public String toString() {
            return "Gaussian(σ=" + sigma + ")";
        }
    }

    /** The Bernoulli likelihood. */
    static Likelihood bernoulli() {
        return new Bernoulli();
    }

    /**
     * A Gaussian likelihood with standard deviation {@code sigma}.
     *
     * @param sigma above 0
     * @return the likelihood
     */
    static Likelihood gaussian(double sigma) {
        return new Gaussian(sigma);
    }

    /**
     * The mean intensity, in [0, 1], for a value of the decoder.
     *
     * @param value of the decoder
     * @return the mean
     */
    float intensity(float value);
}
