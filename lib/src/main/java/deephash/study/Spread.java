package deephash.study;

import java.util.List;
import java.util.Locale;

/**
 * Mean and deviation of one score over seeds.
 *
 * @param mean over the runs that have the score; NaN for none
 * @param deviation sample standard deviation (divided by n − 1); NaN for fewer than two runs
 * @param count how many runs have the score
 */
public record Spread(double mean, double deviation, int count) {

    static Spread of(List<Double> values) {
        double[] known = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(v -> !Double.isNaN(v))
                .toArray();
        double mean = java.util.Arrays.stream(known).average().orElse(Double.NaN);
        double squares =
                java.util.Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
        return new Spread(mean, known.length < 2 ? Double.NaN : Math.sqrt(squares / (known.length - 1)), known.length);
    }

    /** {@code 0.1318 ± 0.0006}, or the mean alone. */
    @Override
    public String toString() {
        if (count == 0) {
            return "–";
        }
        return count == 1
                ? String.format(Locale.ROOT, "%.4f", mean)
                : String.format(Locale.ROOT, "%.4f ± %.4f", mean, deviation);
    }
}
