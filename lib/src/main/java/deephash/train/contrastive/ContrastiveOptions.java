package deephash.train.contrastive;

import deephash.model.engine.Precision;
import java.util.List;

/**
 * What decides the result of {@link ContrastiveTraining}.
 *
 * @param width channels of the first stage of the network, 8 to 128; the later two have twice and four times as many
 * @param reduced channels that are kept at each of the 4×4 places
 * @param hidden values of the hidden layer
 * @param bits the lengths of code, each with a head of its own
 * @param pairs how many pictures a step sees, each in two views; the others are what a picture must be told from
 * @param steps how many there are
 * @param learningRate the highest
 * @param weightDecay of AdamW
 * @param temperature τ of NT-Xent
 * @param precision of the convolutions; the rest is computed with 32 bits
 * @param seed of the first weights
 */
public record ContrastiveOptions(
        int width,
        int reduced,
        int hidden,
        List<Integer> bits,
        int pairs,
        int steps,
        double learningRate,
        double weightDecay,
        double temperature,
        Precision precision,
        long seed) {

    /** Side of the pictures that the network is given, in pixels. */
    public static final int SIDE = 32;

    /** Checks the ranges. */
    public ContrastiveOptions {
        bits = List.copyOf(bits);
        if (width < 8 || width > 128 || reduced < 8 || reduced > 512 || hidden < 8 || hidden > 4096) {
            throw new IllegalArgumentException("A network has a width of 8 to 128, 8 to 512 reduced channels and 8 to"
                    + " 4096 hidden values, not " + width + ", " + reduced + " and " + hidden + ".");
        }
        if (bits.isEmpty() || bits.stream().anyMatch(b -> b < 8 || b > 1024)) {
            throw new IllegalArgumentException("Codes have 8 to 1024 bits, not " + bits + ".");
        }
        if (pairs < 2 || steps < 1) {
            throw new IllegalArgumentException(
                    "A step needs at least 2 pictures and a training 1 step, not " + pairs + " and " + steps + ".");
        }
        if (!(learningRate > 0) || !(weightDecay >= 0) || !(temperature > 0)) {
            throw new IllegalArgumentException(
                    "The learning rate and the temperature are above 0 and the weight decay is"
                            + " not below, but they are " + learningRate + ", " + temperature + " and " + weightDecay
                            + ".");
        }
    }

    /** 64 and 256 bits, 1.2 million weights, 256 pictures a step; 16-bit convolutions where they are fast. */
    public static ContrastiveOptions of(int steps, long seed) {
        Precision precision = Precision.BFLOAT16.isSlowHere() ? Precision.FLOAT32 : Precision.BFLOAT16;
        return new ContrastiveOptions(32, 64, 512, List.of(64, 256), 256, steps, 2e-3, 1e-4, 0.1, precision, seed);
    }
}
