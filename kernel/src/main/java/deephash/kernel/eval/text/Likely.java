package deephash.kernel.eval.text;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Guesses what a snippet is from its tokens: an expression and nothing else, or a statement that declares nothing. A
 * wrong yes costs one compilation, which is then repeated by JShell; a wrong no only costs a little speed.
 */
public final class Likely {

    /** Longer texts, in characters, are not judged: they are compiled as statements. */
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

    private static final Pattern KEYWORD =
            Pattern.compile("\\s*(for|while|do|if|try|switch|synchronized|throw|assert)\\b.*", Pattern.DOTALL);

    private static final Pattern ASSIGNMENT = Pattern.compile(
            "\\s*[\\p{L}_$][\\w$]*(?:\\.[\\p{L}_$][\\w$]*|\\[[^\\]=]*\\])*\\s*"
                    + "(?:(?:[-+*/%&|^]|<<|>>>?)?=(?!=)|\\+\\+|--).*",
            Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

    /** Words after which, or before which, another word may stand in an expression. */
    private static final Set<String> OPERATORS = Set.of("new", "instanceof");

    /** Calls that look like expressions but have no value: they print or show their argument. */
    private static final List<String> SHOWS_ITSELF = List.of("System.out.", "System.err.", "display(");

    private Likely() {}

    /** Whether it is likely to have a value to show. */
    public static boolean hasValue(String text) {
        String bare = withoutSemicolon(text);
        int code = JavaToken.codeStart(bare);
        return isExpression(bare) && SHOWS_ITSELF.stream().noneMatch(each -> bare.startsWith(each, code));
    }

    /** The expression alone, as an argument can stand. */
    public static String withoutSemicolon(String expression) {
        String text = expression.stripTrailing();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether a text looks like a statement that declares nothing: a loop, a condition, an assignment. */
    public static boolean isStatement(String text) {
        return KEYWORD.matcher(text).matches() || ASSIGNMENT.matcher(text).matches();
    }

    /** Whether a text looks like an expression. */
    public static boolean isExpression(String text) {
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
