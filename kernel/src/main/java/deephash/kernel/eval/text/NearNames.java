package deephash.kernel.eval.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody meant. */
public final class NearNames {

    /** Names of at most this many letters must agree more closely. */
    private static final int SHORT = 4;

    private NearNames() {}

    /**
     * The candidate nearest to what was written, if one is near enough to be a slip of the keys. Names of one letter
     * are all near each other, which says nothing; short ones begin alike, and capitals count.
     */
    public static Optional<String> nearest(String written, Collection<String> candidates) {
        if (written.length() < 2) {
            return Optional.empty();
        }
        int most = written.length() <= SHORT ? 1 : written.length() <= 7 ? 2 : 3;
        return candidates.stream()
                .filter(each -> each.length() > 1
                        && !each.equals(written)
                        && (written.length() > SHORT || isSlipOfShort(written, each))
                        && Math.abs(each.length() - written.length()) <= most)
                .map(each -> new Near(each, distance(lower(written), lower(each), most)))
                .filter(each -> each.distance <= most)
                .min(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .map(Near::name);
    }

    private static boolean isSlipOfShort(String written, String meant) {
        if (written.equalsIgnoreCase(meant)) {
            return true;
        }
        boolean beginsAlike = written.charAt(0) == meant.charAt(0);
        boolean swapped = written.charAt(0) == meant.charAt(1) && written.charAt(1) == meant.charAt(0);
        return (beginsAlike || swapped) && distance(written, meant, 1) <= 1;
    }

    private record Near(String name, int distance) {}

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Insertions, deletions, substitutions and swaps of neighbours that lead from one to the other. */
    private static int distance(String a, String b, int most) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            int best = Integer.MAX_VALUE;
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                } else {
                    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                    cost[i][j] = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                    if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                        cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                    }
                }
                best = Math.min(best, cost[i][j]);
            }
            if (best > most) {
                return best;
            }
        }
        return cost[a.length()][b.length()];
    }

    /** The names themselves of completions such as {@code length()}. */
    public static List<String> plain(Collection<String> completions) {
        return completions.stream()
                .map(each -> each.replaceFirst("\\(.*$", ""))
                .distinct()
                .toList();
    }
}
