package deephash.view;

import java.util.Locale;
import java.util.Optional;

/** How numbers are written, so that every table and chart writes them alike. */
final class Numbers {

    private Numbers() {}

    /** A whole number with separators: 20,000. */
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** A value with as many digits as its size calls for. */
    static String value(double v) {
        double size = Math.abs(v);
        if (Double.isNaN(v)) {
            return "–";
        }
        if (v == Math.rint(v) && size < 1e15) {
            return count((long) v);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, size >= 100 ? "%,.1f" : "%.2f", v);
        }
        return String.format(Locale.ROOT, size >= 0.001 ? "%.4f" : "%.2g", v);
    }

    /**
     * A format for the numbers of one column: as many decimals for all as the largest calls for, and no zeros at the end of
     * all. Empty if they are counts and rates side by side, which are better written each for itself.
     */
    static Optional<String> format(double... values) {
        double largest = 0;
        int fractions = 0;
        int counts = 0;
        for (double v : values) {
            if (Double.isNaN(v)) {
                continue;
            }
            if (v != Math.rint(v)) {
                fractions++;
            } else if (v != 0) {
                counts++;
            }
            largest = Math.max(largest, Math.abs(v));
        }
        if (fractions == 0) {
            return Optional.of("%,.0f");
        }
        if (largest < 0.01 || (counts > 1 && counts >= fractions && largest > 1)) {
            return Optional.empty();
        }
        int decimals = largest >= 1000 ? 0 : largest >= 100 ? 1 : largest >= 10 ? 2 : 4;
        // shares of one are read as they are printed in papers, 0.4910; other numbers without what says nothing
        while (largest > 1 && decimals > 0 && allEndInZero(decimals, values)) {
            decimals--;
        }
        return Optional.of("%,." + decimals + "f");
    }

    private static boolean allEndInZero(int decimals, double... values) {
        double unit = Math.pow(10, decimals);
        for (double v : values) {
            if (!Double.isNaN(v) && Math.round(v * unit) % 10 != 0) {
                return false;
            }
        }
        return true;
    }
}
