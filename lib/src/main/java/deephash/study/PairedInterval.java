package deephash.study;

import java.util.Arrays;
import java.util.Locale;

/**
 * A mean of differences, and where the true one lies in 95 of 100 cases: mean ± t · s / √n with Student's t for n − 1
 * degrees of freedom, which takes the differences as normal.
 *
 * @param mean of the differences; NaN for none
 * @param low the lower end; NaN for fewer than two
 * @param high the upper end; NaN for fewer than two
 * @param pairs n, how many differences there are
 */
public record PairedInterval(double mean, double low, double high, int pairs) {

    /** The 97.5 % points of Student's t for 1 to 30 degrees of freedom. */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    /**
     * The interval of some differences.
     *
     * @param differences in any order; NaN ones are left out
     */
    static PairedInterval of(double... differences) {
        double[] known =
                Arrays.stream(differences).filter(d -> !Double.isNaN(d)).toArray();
        int n = known.length;
        double mean = Arrays.stream(known).average().orElse(Double.NaN);
        if (n < 2) {
            return new PairedInterval(mean, Double.NaN, Double.NaN, n);
        }
        double squares = Arrays.stream(known).map(d -> (d - mean) * (d - mean)).sum();
        // beyond 30 degrees of freedom the point for 30 is a little too wide, never too narrow
        double half = T[Math.min(n - 1, T.length) - 1] * Math.sqrt(squares / (n - 1) / n);
        return new PairedInterval(mean, mean - half, mean + half, n);
    }

    /** {@code +0.0123 (−0.0010 to +0.0256)}, or the mean alone. */
    @Override
    public String toString() {
        return pairs < 2
                ? String.format(Locale.ROOT, "%+.4f", mean)
                : String.format(Locale.ROOT, "%+.4f (%+.4f to %+.4f)", mean, low, high);
    }
}
