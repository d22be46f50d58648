package deephash.kernel.eval.text;

import java.util.List;
import java.util.Set;

/**
 * Whether a snippet looks like an expression and nothing else. A wrong yes costs a compilation that is then done again
 * in the usual way; a wrong no costs a little speed.
 */
public final class LikelyExpression {

    /** Nobody waits for the compilation of a longer text with the eyes on it. */
    private static final int LONGEST = 4000;

    private static final Set<String> NEVER = Set.of(
            "abstract",
            "assert",
            "break",
            "class",
            "continue",
            "do",
            "enum",
            "final",
            "for",
            "if",
            "import",
            "interface",
            "native",
            "package",
            "private",
            "protected",
            "public",
            "record",
            "return",
            "sealed",
            "static",
            "strictfp",
            "switch",
            "synchronized",
            "throw",
            "throws",
            "transient",
            "try",
            "var",
            "void",
            "volatile",
            "while",
            "yield");

    /** Words after which, or before which, another word may stand in an expression. */
    private static final Set<String> OPERATORS = Set.of("new", "instanceof");

    private LikelyExpression() {}

    /** What has no value, although it looks so: it prints, or shows what it is given. */
    private static final List<String> SHOWS_ITSELF = List.of("System.out.", "System.err.", "display(");

    /** Whether it is likely to have a value to show. */
    public static boolean hasValue(String text) {
        String bare = withoutSemicolon(text);
        int code = JavaToken.codeStart(bare);
        return is(bare) && SHOWS_ITSELF.stream().noneMatch(each -> bare.startsWith(each, code));
    }

    /** The expression alone, as an argument can stand. */
    public static String withoutSemicolon(String expression) {
        String text = expression.stripTrailing();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether a text looks like one. */
    public static boolean is(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        int depth = 0;
        String last = "";
        JavaToken token;
        for (int at = 0; at < text.length(); at = token.end()) {
            token = JavaToken.at(text, at);
            if (!token.isCode()) {
                continue;
            }
            String word = token.of(text);
            if (!token.closed() || token.kind() == JavaToken.Kind.TEXT_BLOCK || (depth == 0 && breaks(word, last))) {
                return false;
            }
            if (word.equals("(") || word.equals("[") || word.equals("{")) {
                depth++;
            } else if (word.equals(")") || word.equals("]") || word.equals("}")) {
                depth--;
            }
            last = word;
        }
        return !last.isEmpty() && depth == 0;
    }

    /** Whether a token outside brackets shows that this is a declaration, an assignment or a statement. */
    private static boolean breaks(String token, String last) {
        if (token.equals("{") || token.equals("@") || token.equals(";") || token.equals("<") || token.equals(">")) {
            return true;
        }
        if (token.equals("=") || (token.equals("+") && last.equals("+")) || (token.equals("-") && last.equals("-"))) {
            return true;
        }
        if (!isWord(token)) {
            return false;
        }
        // Two words side by side, or a word after the bracket of an array type or a generic one, declare something.
        boolean afterWord = isWord(last) && !OPERATORS.contains(last) && !OPERATORS.contains(token);
        boolean afterBracket = (last.equals("]") || last.equals(")")) && !OPERATORS.contains(token);
        return NEVER.contains(token) || afterWord || afterBracket;
    }

    private static boolean isWord(String token) {
        return !token.isEmpty() && Character.isJavaIdentifierStart(token.charAt(0));
    }
}
