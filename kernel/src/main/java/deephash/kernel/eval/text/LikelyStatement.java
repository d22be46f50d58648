package deephash.kernel.eval.text;

import java.util.regex.Pattern;

/**
 * Whether a snippet looks like a statement that declares nothing: a loop, a condition, an assignment to what is there.
 * A wrong yes costs a compilation that is then done again in the usual way.
 */
public final class LikelyStatement {

    private static final Pattern KEYWORD =
            Pattern.compile("\\s*(for|while|do|if|try|switch|synchronized|throw|assert)\\b.*", Pattern.DOTALL);

    private static final Pattern ASSIGNMENT = Pattern.compile(
            "\\s*[\\p{L}_$][\\w$]*(?:\\.[\\p{L}_$][\\w$]*|\\[[^\\]=]*\\])*\\s*(?:(?:[-+*/%&|^]|<<|>>>?)?=(?!=)|\\+\\+|--).*",
            Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

    private LikelyStatement() {}

    /** Whether a text looks like one. */
    public static boolean is(String text) {
        return KEYWORD.matcher(text).matches() || ASSIGNMENT.matcher(text).matches();
    }
}
