package deephash.metric;

import java.util.Arrays;

/**
 * What is lost when real values become bits. A value far from its threshold keeps its bit under small changes; values
 * crowded at the threshold get theirs by chance.
 *
 * @param gap for each bit the share of the mean square that its best two-level stand-in ±a misses, 1 − mean(|x|)² /
 *     mean(x²): 0 if all values are equally far from the threshold, 1 − 2/π ≈ 0.363 for a normal distribution cut at
 *     its mean; NaN if all values lie on the threshold. Its mean over the bits, times the variance, is ITQ's
 *     quantisation error (Gong and Lazebnik, 2011, Eq. 2) a bit
 * @param margin for each bit mean |x| / σ, with x how far a value is from the threshold and σ the standard deviation of
 *     the values: √(2/π) ≈ 0.798 for a normal distribution cut at its mean; NaN if a value never changes
 */
public record Quantisation(double[] gap, double[] margin) {

    /**
     * Looks at how far values are from their thresholds.
     *
     * @param margins shape (items, bits): value less threshold
     * @return one entry a bit
     * @throws IllegalArgumentException if there are none
     */
    public static Quantisation of(float[][] margins) {
        if (margins.length == 0) {
            throw new IllegalArgumentException("There are no values, so nothing is known of their margins.");
        }
        int n = margins.length;
        double[] gap = new double[margins[0].length];
        double[] margin = new double[gap.length];
        for (int j = 0; j < gap.length; j++) {
            double sum = 0;
            double absolute = 0;
            double squares = 0;
            for (float[] row : margins) {
                sum += row[j];
                absolute += Math.abs(row[j]);
                squares += (double) row[j] * row[j];
            }
            double mean = sum / n;
            double deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
            gap[j] = squares == 0 ? Double.NaN : 1 - absolute / n * absolute / squares;
            margin[j] = deviation == 0 ? Double.NaN : absolute / n / deviation;
        }
        return new Quantisation(gap, margin);
    }

    /** Mean gap over the bits that have one. */
    public double meanGap() {
        return mean(gap);
    }

    /** Mean margin over the bits that have one, in standard deviations. */
    public double meanMargin() {
        return mean(margin);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "quantisation of %d bits: gap %.3f (0.363 for a normal distribution), margin %.3f σ (0.798)",
                gap.length,
                meanGap(),
                meanMargin());
    }
}
