package deephash.train;

import deephash.objective.Terms;
import deephash.result.Epoch;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up what the steps of an epoch say. */
final class EpochSums {

    /** A unit is active if its mean varies by more than this over the images (Burda et al., 2016, section 5.2). */
    static final double ACTIVE = 0.01;

    private final double[] sum;
    private final double[] sumOfSquares;
    private long images;
    private long rows;
    private double loss;
    private final Map<String, Double> parts = new LinkedHashMap<>();
    private final long[] positive;

    EpochSums(int bits) {
        sum = new double[bits];
        sumOfSquares = new double[bits];
        positive = new long[bits];
    }

    /** Adds what one step says, and returns its loss. */
    double add(int count, Terms terms) {
        double stepLoss = terms.total().getFloat();
        images += count;
        loss += count * stepLoss;
        terms.parts().forEach((name, part) -> parts.merge(name, count * (double) part.getFloat(), Double::sum));
        float[] means = terms.codes().toFloatArray();
        rows += means.length / sum.length;
        for (int row = 0; row < means.length; row += sum.length) {
            for (int j = 0; j < sum.length; j++) {
                double mean = means[row + j];
                sum[j] += mean;
                sumOfSquares[j] += mean * mean;
                positive[j] += mean > 0 ? 1 : 0;
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
            double mean = sum[j] / rows;
            if (sumOfSquares[j] / rows - mean * mean > ACTIVE) {
                active++;
            }
        }
        return active;
    }

    /**
     * The share of bits in which two codes differ, if each bit is cut at zero: 0 where all are alike, near 0.5 at best.
     */
    double spread() {
        double differ = 0;
        for (long count : positive) {
            double share = (double) count / rows;
            differ += 2 * share * (1 - share);
        }
        return differ / positive.length;
    }

    private Map<String, Double> meanParts() {
        Map<String, Double> means = new LinkedHashMap<>();
        parts.forEach((name, sumOfPart) -> means.put(name, sumOfPart / images));
        return means;
    }

    Epoch epoch(int number, double validationLoss, double rate, double seconds) {
        return new Epoch(number, loss(), meanParts(), validationLoss, activeUnits(), rate, seconds, images / seconds);
    }
}
