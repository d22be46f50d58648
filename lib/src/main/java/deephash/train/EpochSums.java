package deephash.train;

import deephash.result.Epoch;

/** Adds up what the steps of an epoch say. */
final class EpochSums {

    /** A unit is active if its mean varies by more than this over the images (Burda et al., 2016, section 5.2). */
    static final double ACTIVE = 0.01;

    private final double[] sum;
    private final double[] sumOfSquares;
    private long images;
    private double loss;
    private double reconstruction;
    private double kl;

    EpochSums(int bits) {
        sum = new double[bits];
        sumOfSquares = new double[bits];
    }

    /** Adds what one step says, and returns its loss. */
    double add(int count, Objective.Terms terms) {
        double stepLoss = terms.loss().getFloat();
        images += count;
        loss += count * stepLoss;
        reconstruction += count * (double) terms.reconstruction().getFloat();
        kl += count * (double) terms.kl().getFloat();
        float[] means = terms.means().toFloatArray();
        for (int row = 0; row < means.length; row += sum.length) {
            for (int j = 0; j < sum.length; j++) {
                double mean = means[row + j];
                sum[j] += mean;
                sumOfSquares[j] += mean * mean;
            }
        }
        return stepLoss;
    }

    long images() {
        return images;
    }

    double loss() {
        return loss / images;
    }

    int activeUnits() {
        int active = 0;
        for (int j = 0; j < sum.length; j++) {
            double mean = sum[j] / images;
            if (sumOfSquares[j] / images - mean * mean > ACTIVE) {
                active++;
            }
        }
        return active;
    }

    Epoch epoch(int number, double validationLoss, double rate, double seconds) {
        return new Epoch(
                number,
                loss(),
                reconstruction / images,
                kl / images,
                validationLoss,
                activeUnits(),
                rate,
                seconds,
                images / seconds);
    }
}
