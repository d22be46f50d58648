package deephash.kernel.eval.doc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature as JShell states it, in its parts. Brackets are matched one by one, since those of bounds and records may
 * be nested.
 *
 * @param text what it says, as Java would; since it knows records, JShell adds their components to their names
 * @param name with the classes and perhaps the package around it, without type arguments
 * @param parameters what stands between the brackets of a method; null of all else
 * @param start where the parameters begin in the text
 */
public record Signature(String text, String name, @Nullable String parameters, int start) {

    private static final String THROWS = " throws ";

    /** What stands between two round brackets, with them. */
    private record Round(int start, int end) {}

    /**
     * Reads what JShell says.
     *
     * @param called whether a call was asked about; otherwise a record is meant and not its constructor
     */
    public static Signature of(String said, boolean called) {
        List<Round> rounds = new ArrayList<>();
        int start = 0;
        int depth = 0;
        int open = 0;
        int end = 0;
        while (end < said.length()) {
            char c = said.charAt(end);
            if (depth == 0 && (c == ':' || said.startsWith(THROWS, end))) {
                break;
            } else if (depth == 0 && c == ' ') {
                start = end + 1;
                rounds.clear();
            } else if (isOpening(c)) {
                open = c == '(' && depth == 0 ? end : open;
                depth++;
            } else if (isClosing(c)) {
                depth--;
                if (c == ')' && depth == 0) {
                    rounds.add(new Round(open, end + 1));
                }
            }
            end++;
        }
        boolean ends = !rounds.isEmpty() && rounds.get(rounds.size() - 1).end() == end;
        boolean method = ends && (called || start > 0 || rounds.size() > 1);
        if (!method) {
            String text = ends ? said : without(rounds, said);
            return new Signature(text, withoutBrackets(said.substring(start, end)), null, text.length());
        }
        Round parameters = rounds.remove(rounds.size() - 1);
        String head = without(rounds, said.substring(0, parameters.start()));
        return new Signature(
                head + said.substring(parameters.start()),
                withoutBrackets(said.substring(start, parameters.start())),
                said.substring(parameters.start() + 1, parameters.end() - 1),
                head.length() + 1);
    }

    /** The text with these parameters instead. */
    public String with(List<String> others) {
        return parameters == null
                ? text
                : text.substring(0, start) + String.join(", ", others) + text.substring(start + parameters.length());
    }

    private static String without(List<Round> rounds, String text) {
        StringBuilder left = new StringBuilder(text);
        for (int i = rounds.size() - 1; i >= 0; i--) {
            left.delete(rounds.get(i).start(), rounds.get(i).end());
        }
        return left.toString();
    }

    /** A text without whatever stands in brackets. */
    static String withoutBrackets(String text) {
        StringBuilder left = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += isOpening(c) ? 1 : 0;
            if (depth == 0) {
                left.append(c);
            }
            depth -= isClosing(c) ? 1 : 0;
        }
        return left.toString();
    }

    private static boolean isOpening(char c) {
        return c == '<' || c == '(' || c == '[';
    }

    private static boolean isClosing(char c) {
        return c == '>' || c == ')' || c == ']';
    }
}
