package deephash.metric;

import deephash.code.HashCodes;
import java.util.Arrays;
import java.util.BitSet;

/**
 * How well each bit of a code is used.
 *
 * @param share for each bit the share of items that have it set, 0 to 1; ½ is best
 * @param meanCorrelation mean |correlation| over pairs of bits that both vary, 0 to 1; 0 is best, NaN without such
 *     pairs
 */
public record BitQuality(double[] share, double meanCorrelation) {

    /**
     * Looks at the bits of {@code codes}.
     *
     * @param codes at least one
     * @return balance, entropy and correlation of the bits
     * @throws IllegalArgumentException if there are none
     */
    public static BitQuality of(HashCodes codes) {
        int n = codes.size();
        if (n == 0) {
            throw new IllegalArgumentException("There are no codes, so nothing is known of their bits.");
        }
        BitSet[] columns = new BitSet[codes.bits()];
        double[] share = new double[codes.bits()];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = new BitSet(n);
            for (int i = 0; i < n; i++) {
                columns[j].set(i, codes.bit(i, j));
            }
            share[j] = (double) columns[j].cardinality() / n;
        }
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < columns.length; a++) {
            for (int b = 0; b < a; b++) {
                double spread = Math.sqrt(share[a] * (1 - share[a]) * share[b] * (1 - share[b]));
                if (spread > 0) {
                    BitSet both = (BitSet) columns[a].clone();
                    both.and(columns[b]);
                    sum += Math.abs((double) both.cardinality() / n - share[a] * share[b]) / spread;
                    pairs++;
                }
            }
        }
        return new BitQuality(share, pairs == 0 ? Double.NaN : sum / pairs);
    }

    /** Mean entropy of a bit, 0 to 1. */
    public double entropy() {
        return Arrays.stream(share).map(BitQuality::entropy).average().orElse(Double.NaN);
    }

    private static double entropy(double p) {
        return p <= 0 || p >= 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }

    /** How many bits never change: a collapsed code has many. */
    public int constantBits() {
        return (int) Arrays.stream(share).filter(p -> p == 0 || p == 1).count();
    }
}
