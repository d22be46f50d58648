package deephash.kernel.eval.text;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The words of the language. */
public final class Keywords {

    /** A shorter prefix would match too many keywords. */
    private static final int FEWEST_LETTERS = 2;

    /** All of them, in order. */
    public static final Set<String> ALL = new TreeSet<>(List.of(
            ("abstract assert boolean break byte case catch char class continue default do double else enum extends"
                            + " false final finally float for if implements import instanceof int interface long native"
                            + " new null package permits private protected public record return sealed short static"
                            + " strictfp super switch synchronized this throw throws transient true try var void"
                            + " volatile while yield")
                    .split(" ")));

    private Keywords() {}

    /** Those that begin so, in order. */
    public static List<String> beginning(String prefix) {
        return prefix.length() < FEWEST_LETTERS
                ? List.of()
                : ALL.stream()
                        .filter(each -> each.startsWith(prefix) && !each.equals(prefix))
                        .toList();
    }
}
