package deephash.result;

/**
 * One pass over the training images.
 *
 * @param number from 1
 * @param loss what was minimised, mean over the images, in nats an image
 * @param reconstruction its reconstruction term, −log p(x|z), in nats an image
 * @param kl its KL divergence KL(q(z|x) ‖ p(z)) before weighting, in nats an image
 * @param validationLoss the loss on the validation images, NaN if there are none
 * @param activeUnits latent units whose mean varies by more than 0.01 over the images
 * @param learningRate at the end of the epoch
 * @param seconds it took
 * @param imagesPerSecond trained on
 */
public record Epoch(
        int number,
        double loss,
        double reconstruction,
        double kl,
        double validationLoss,
        int activeUnits,
        double learningRate,
        double seconds,
        double imagesPerSecond) {}
