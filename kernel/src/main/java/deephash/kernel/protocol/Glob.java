package deephash.kernel.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of SQLite's GLOB, which IPython's history is searched with: {@code *} for any text, {@code ?} for a
 * character, and sets of characters in brackets, {@code [^...]} for those that are not in one. A match takes at most
 * the length of the pattern times that of the text, whatever the pattern is.
 */
final class Glob {

    /** Matches one character. */
    private interface Part {
        boolean matches(char c);
    }

    private static final Part ANY_TEXT = c -> true;

    private final List<Part> parts = new ArrayList<>();

    /** Reads a pattern; every text is one, and a bracket that is not closed stands for itself. */
    Glob(String pattern) {
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int end = c == '[' ? endOfSet(pattern, at) : -1;
            if (end > 0) {
                parts.add(set(pattern.substring(at + 1, end)));
                at = end + 1;
                continue;
            }
            if (c == '*') {
                if (parts.isEmpty() || parts.get(parts.size() - 1) != ANY_TEXT) {
                    parts.add(ANY_TEXT);
                }
            } else {
                parts.add(c == '?' ? each -> true : each -> each == c);
            }
            at++;
        }
    }

    /** Where a set's closing bracket stands: one that comes first belongs to the set. */
    private static int endOfSet(String pattern, int start) {
        return pattern.indexOf(']', pattern.startsWith("^", start + 1) ? start + 3 : start + 2);
    }

    /** A range that runs backwards, such as {@code z-a}, has no character. */
    private static Part set(String written) {
        boolean inverted = written.startsWith("^");
        String members = inverted ? written.substring(1) : written;
        return c -> isIn(members, c) != inverted;
    }

    private static boolean isIn(String members, char c) {
        for (int i = 0; i < members.length(); i++) {
            boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
            if (range ? members.charAt(i) <= c && c <= members.charAt(i + 2) : members.charAt(i) == c) {
                return true;
            }
            i += range ? 2 : 0;
        }
        return false;
    }

    /** Whether the whole of a text matches. */
    boolean matches(String text) {
        int part = 0;
        int at = 0;
        int star = -1;
        int afterStar = 0;
        while (at < text.length()) {
            if (part < parts.size() && parts.get(part) == ANY_TEXT) {
                star = part++;
                afterStar = at;
            } else if (part < parts.size() && parts.get(part).matches(text.charAt(at))) {
                part++;
                at++;
            } else if (star >= 0) {
                // The last star takes one character more; those before it need not.
                part = star + 1;
                at = ++afterStar;
            } else {
                return false;
            }
        }
        while (part < parts.size() && parts.get(part) == ANY_TEXT) {
            part++;
        }
        return part == parts.size();
    }
}
