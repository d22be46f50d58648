package deephash.view;

import java.util.Locale;

/** How numbers are written, so that every table and chart writes them alike. */
final class Numbers {

    private Numbers() {}

    /** A whole number with separators: 20,000. */
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** A rate in [0, 1] with four digits: 0.1245; "–" if there is none. */
    static String rate(double r) {
        return Double.isNaN(r) ? "–" : String.format(Locale.ROOT, "%.4f", r);
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
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.1f", v);
        }
        return size >= 0.001 ? String.format(Locale.ROOT, "%.4f", v) : String.format(Locale.ROOT, "%.3g", v);
    }

    /** A format for the numbers of one column: as many decimals for all as the largest calls for. */
    static String format(double... values) {
        double largest = 0;
        boolean whole = true;
        for (double v : values) {
            if (!Double.isNaN(v)) {
                largest = Math.max(largest, Math.abs(v));
                whole &= v == Math.rint(v);
            }
        }
        if (whole) {
            return "%,.0f";
        }
        if (largest < 0.01) {
            return "%.2e";
        }
        return largest >= 1000 ? "%,.0f" : largest >= 100 ? "%.1f" : largest >= 10 ? "%.2f" : "%.4f";
    }
}
