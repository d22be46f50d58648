package deephash.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One pass over the training images.
 *
 * @param number from 1
 * @param loss what was minimised, mean over the images
 * @param parts what the loss is made of, by name, before weighting, means over the images: for the ELBO {@code
 *     "reconstruction"}, −log p(x|z), and {@code "KL"}, KL(q(z|x) ‖ p(z)), both in nats an image
 * @param validationLoss the loss on the validation images, NaN if there are none
 * @param activeUnits latent units whose mean varies by more than 0.01 over the images
 * @param learningRate at the end of the epoch
 * @param seconds it took
 * @param imagesPerSecond trained on
 */
public record Epoch(
        int number,
        double loss,
        Map<String, Double> parts,
        double validationLoss,
        int activeUnits,
        double learningRate,
        double seconds,
        double imagesPerSecond) {

    /** Copies the parts. */
    public Epoch {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /**
     * One part of the loss: {@code part("KL")}.
     *
     * @param name as the objective names it
     * @return the mean over the epoch
     * @throws IllegalArgumentException if the loss has no such part; names those that it has
     */
    public double part(String name) {
        Double value = parts.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "The loss has no part \"" + name + "\". Its parts: " + String.join(", ", parts.keySet()) + ".");
        }
        return value;
    }
}
