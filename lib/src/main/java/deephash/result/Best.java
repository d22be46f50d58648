package deephash.result;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which rows of a column are the best, for tables that print them bold. */
public final class Best {

    /** Values are compared after rounding to this many decimals, as the table shows them. */
    private static final double UNIT = 1e4;

    private Best() {}

    /**
     * The rows with the largest value, each among the rows of its group.
     *
     * @param values one a row, NaN where there is none
     * @param groups what is compared with each other has equal entries, such as the length of the code; null for a row
     *     that takes no part
     * @return row numbers from 0, ascending: all that are largest to four decimals; none of a group with one value only
     */
    public static List<Integer> largest(double[] values, List<?> groups) {
        Map<Object, List<Integer>> rows = new HashMap<>();
        for (int row = 0; row < values.length; row++) {
            if (groups.get(row) != null && !Double.isNaN(values[row])) {
                rows.computeIfAbsent(groups.get(row), g -> new ArrayList<>()).add(row);
            }
        }
        List<Integer> best = new ArrayList<>();
        for (List<Integer> group : rows.values()) {
            long most = group.stream().mapToLong(r -> rounded(values[r])).max().orElse(0);
            group.stream()
                    .filter(r -> group.size() > 1 && rounded(values[r]) == most)
                    .forEach(best::add);
        }
        return best.stream().sorted().toList();
    }

    /** The same where all rows are compared with each other. */
    static List<Integer> largest(double[] values) {
        return largest(
                values, IntStream.range(0, values.length).mapToObj(r -> "").toList());
    }

    private static long rounded(double value) {
        return Math.round(value * UNIT);
    }
}
