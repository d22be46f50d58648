package deephash.data.layout;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names in error messages: suggestions for a misspelt one, and a list of those that exist. */
public final class Names {

    private static final int LISTED = 30;

    private Names() {}

    /** {@code Did you mean "cifar10"?} with a space before it, or nothing if no name is near. */
    public static String suggest(String asked, Collection<String> known) {
        String plain = plain(asked);
        List<String> near = known.stream()
                .filter(name -> distance(plain, plain(name)) <= Math.max(2, plain.length() / 3)
                        || (plain.length() >= 3 && plain(name).startsWith(plain)))
                .sorted(Comparator.comparing((String name) -> distance(plain, plain(name))))
                .limit(3)
                .toList();
        if (!near.isEmpty()) {
            // only those that are equally near
            int nearest = distance(plain, plain(near.get(0)));
            near = near.stream()
                    .filter(name -> distance(plain, plain(name)) == nearest)
                    .toList();
        }
        return near.isEmpty() ? "" : " Did you mean \"" + String.join("\" or \"", near) + "\"?";
    }

    /** All names, or the first of many. */
    public static String list(List<String> names) {
        return names.size() <= LISTED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, LISTED)) + ", ... (" + names.size() + " in all)";
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Levenshtein's edit distance. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
