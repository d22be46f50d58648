package deephash.metric;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A mean over queries, and how far another draw of queries might move it.
 *
 * @param mean over the queries that have a value
 * @param low the lower end
 * @param high the upper end
 * @param level how often such an interval holds the true mean, 0.95 for most
 * @param resamples how many bootstrap samples it rests on
 */
public record Interval(double mean, double low, double high, double level, int resamples) {

    /**
     * The percentile bootstrap (Efron 1979): queries are drawn with replacement.
     *
     * @param values one a query; NaN for a query without a value
     * @param level 0 &lt; level &lt; 1
     * @param resamples at least 1
     * @param seed equal seeds give equal intervals
     * @return the interval
     * @throws IllegalArgumentException if level or resamples is out of range
     */
    public static Interval bootstrap(double[] values, double level, int resamples, long seed) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("A level lies between 0 and 1, as 0.95; " + level + " does not.");
        }
        if (resamples < 1) {
            throw new IllegalArgumentException("A bootstrap takes at least 1 resample, not " + resamples + ".");
        }
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        double mean = Arrays.stream(known).average().orElse(Double.NaN);
        if (known.length == 0) {
            return new Interval(mean, Double.NaN, Double.NaN, level, resamples);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            double sum = 0;
            for (int i = 0; i < known.length; i++) {
                sum += known[random.nextInt(known.length)];
            }
            means[r] = sum / known.length;
        }
        Arrays.sort(means);
        return new Interval(mean, quantile(means, (1 - level) / 2), quantile(means, (1 + level) / 2), level, resamples);
    }

    private static double quantile(double[] sorted, double q) {
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
