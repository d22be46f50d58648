package deephash.result;

import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/** How tables and charts write numbers. */
public final class Numbers {

    private Numbers() {}

    /**
     * A whole number with separators: 20,000.
     *
     * @param n the number
     * @return its text
     */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /**
     * A value with as many digits as its size calls for.
     *
     * @param v the value
     * @return its text, a dash for NaN
     */
    public static String value(double v) {
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
     * Writes the numbers of one column: with the same decimals, unless it mixes counts and rates.
     *
     * @param values of the column, NaN where there is none
     * @return the text of the value with an index
     */
    public static IntFunction<String> writer(double... values) {
        Optional<String> format = format(values);
        return row -> Double.isNaN(values[row])
                ? "–"
                : format.map(f -> String.format(Locale.ROOT, f, values[row])).orElseGet(() -> value(values[row]));
    }

    /**
     * A format for the numbers of one column: as many decimals for all as the largest calls for, and no zeros at the
     * end of all. Empty if they are counts and rates side by side, which are better written each for itself; seconds to
     * a tenth are neither: 1.1, 1.0.
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
        boolean tenths = largest < 1000 && allEndInZero(2, values);
        if (largest < 0.01 || (counts > 1 && counts >= fractions && largest > 1 && !tenths)) {
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
