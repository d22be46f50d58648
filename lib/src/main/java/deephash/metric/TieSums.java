package deephash.metric;

/**
 * The sums of precision over one tie: n items of equal distance, p of them relevant, ranked after N items of which P
 * are relevant, cut off after m of the n. Closed forms over harmonic numbers make a ranking cost one step a distance
 * instead of one step an item; where the tie is short, adding up is as fast and loses nothing.
 */
final class TieSums {

    private static final int SHORT = 48;

    /** harmonic[i] = 1 + 1/2 + ... + 1/i. */
    private final double[] harmonic;

    TieSums(int size) {
        harmonic = new double[size + 1];
        double lost = 0;
        for (int i = 1; i <= size; i++) {
            double term = 1.0 / i - lost;
            double sum = harmonic[i - 1] + term;
            lost = (sum - harmonic[i - 1]) - term;
            harmonic[i] = sum;
        }
    }

    /** Σ 1/(N + t), t = 1..m. */
    private double reciprocals(int before, int m) {
        if (m <= SHORT) {
            double sum = 0;
            for (int t = 1; t <= m; t++) {
                sum += 1.0 / (before + t);
            }
            return sum;
        }
        return harmonic[before + m] - harmonic[before];
    }

    /** Σ (t − 1)/(N + t), t = 1..m. */
    private double ramp(int before, int m) {
        if (m <= SHORT) {
            double sum = 0;
            for (int t = 2; t <= m; t++) {
                sum += (t - 1.0) / (before + t);
            }
            return sum;
        }
        return m - (before + 1.0) * (harmonic[before + m] - harmonic[before]);
    }

    /** The mean over all orders of the tie: (p/n) Σ [P + 1 + (t − 1)(p − 1)/(n − 1)] / (N + t), t = 1..m. */
    double tieAware(int before, int hitsBefore, int n, int p, int m) {
        if (p == 0 || m == 0) {
            return 0;
        }
        double slope = n == 1 ? 0 : (p - 1.0) / (n - 1.0);
        double sum = (hitsBefore + 1.0) * reciprocals(before, m);
        if (slope != 0) {
            sum += slope * ramp(before, m);
        }
        return p * sum / n;
    }

    /** Relevant items at the places s + 1 .. s + c after N items: Σ (P + t)/(N + s + t), t = 1..c. */
    private double run(int start, int hitsBefore, int count) {
        if (count <= 0) {
            return 0;
        }
        return (hitsBefore + 1.0) * reciprocals(start, count) + ramp(start, count);
    }

    /** Relevant items first. */
    double optimistic(int before, int hitsBefore, int p, int m) {
        return run(before, hitsBefore, Math.min(p, m));
    }

    /** Relevant items last. */
    double pessimistic(int before, int hitsBefore, int n, int p, int m) {
        return run(before + n - p, hitsBefore, m - (n - p));
    }

    /**
     * The mean over all orders of the tie of (sum of precision so far) / (hits so far) at the cut-off: the number of
     * hits x among the m places is hypergeometric, and given x all orders of the m places are equally likely.
     *
     * @param sumBefore the sum of precision before the tie
     */
    double tieAwareByHits(double sumBefore, int before, int hitsBefore, int n, int p, int m) {
        int least = Math.max(0, m - (n - p));
        int most = Math.min(p, m);
        // weights relative to the mode, by the ratio of neighbouring terms, so that nothing over- or underflows
        int mode = (int) Math.min(most, Math.max(least, (m + 1L) * (p + 1L) / (n + 2L)));
        double total = 0;
        double value = 0;
        double weight = 1;
        for (int x = mode; x <= most && weight > 1e-18; x++) {
            total += weight;
            value += weight * byHits(sumBefore, before, hitsBefore, m, x);
            weight *= (double) (p - x) * (m - x) / ((x + 1.0) * (n - p - m + x + 1.0));
        }
        weight = 1;
        for (int x = mode - 1; x >= least && weight > 1e-18; x--) {
            weight *= (x + 1.0) * (n - p - m + x + 1.0) / ((double) (p - x) * (m - x));
            total += weight;
            value += weight * byHits(sumBefore, before, hitsBefore, m, x);
        }
        return value / total;
    }

    private double byHits(double sumBefore, int before, int hitsBefore, int m, int x) {
        return hitsBefore + x == 0 ? 0 : (sumBefore + tieAware(before, hitsBefore, m, x, m)) / (hitsBefore + x);
    }
}
