package deephash.kernel.eval.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Java up to a cursor, read once from its start: what the cursor stands in, and where the statement and the expression
 * there begin. It need not be whole, nor right.
 */
public final class BeforeCursor {

    private static final Set<String> WITH_HEADER = Set.of("if", "while", "for", "switch", "synchronized", "try");

    /** An open bracket, its place, and the place where the statement inside it starts. */
    private record Open(char bracket, int at, int statement) {}

    private final String text;
    private final Deque<Open> open = new ArrayDeque<>();

    /** Where each closing bracket and quotation mark has its partner. */
    private final Map<Integer, Integer> partners = new HashMap<>();

    private @Nullable JavaToken inside;

    private BeforeCursor(String text) {
        this.text = text;
        open.push(new Open('{', -1, 0));
        JavaToken token;
        for (int at = 0; at < text.length(); at = token.end()) {
            token = JavaToken.at(text, at);
            take(token);
        }
    }

    /** Reads the text before a cursor. */
    public static BeforeCursor of(String text) {
        return new BeforeCursor(text);
    }

    /** Where the name that ends at a cursor begins. */
    public static int nameStart(String text, int cursor) {
        int start = Math.min(cursor, text.length());
        while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** The comment or the literal that the cursor stands in; null in code. */
    @Nullable
    public JavaToken inside() {
        return inside;
    }

    private void take(JavaToken token) {
        int at = token.start();
        char c = text.charAt(at);
        if (!token.closed() && token.end() == text.length()) {
            inside = token;
        } else if (token.closed() && token.isLiteral()) {
            partners.put(token.end() - 1, at);
        } else if (token.kind() != JavaToken.Kind.SIGN) {
            return;
        } else if (c == '(' || c == '[' || c == '{') {
            open.push(new Open(c, at, at + 1));
        } else if (c == ')' || c == ']' || c == '}') {
            close(c, at);
        } else if (c == ';') {
            beginStatement(at + 1);
        }
    }

    private void close(char bracket, int at) {
        Open last = open.getFirst();
        boolean pair = bracket == (last.bracket() == '(' ? ')' : last.bracket() == '[' ? ']' : '}');
        if (!pair || last.at() < 0) {
            return;
        }
        open.pop();
        partners.put(at, last.at());
        if (bracket == '}') {
            beginStatement(at + 1);
        }
    }

    private void beginStatement(int at) {
        Open last = open.pop();
        open.push(new Open(last.bracket(), last.at(), last.bracket() == '[' ? last.statement() : at));
    }

    /** Where the innermost block's statement begins in which the cursor stands. */
    private int statementStart() {
        return open.stream()
                .filter(each -> each.bracket() == '{')
                .findFirst()
                .map(Open::statement)
                .orElse(0);
    }

    /**
     * The header of an {@code if} or a loop.
     *
     * @param start where its word begins
     * @param text what stands in its brackets before the cursor
     */
    public record Header(int start, String text) {}

    /** The header in which the cursor stands, of the innermost block; an empty one at the statement if in none. */
    public Header header() {
        for (Open each : open) {
            int end = each.bracket() == '(' ? blanksBefore(each.at()) : 0;
            int word = nameStart(text, end);
            if (each.bracket() == '{') {
                break;
            } else if (WITH_HEADER.contains(text.substring(word, end))) {
                return new Header(word, text.substring(each.at() + 1));
            }
        }
        return new Header(statementStart(), "");
    }

    /** Where the expression begins that ends at a place, as {@code a.b(c).d} does. */
    public int expressionStart(int end) {
        int at = end;
        while (true) {
            int operand = operandStart(blanksBefore(at));
            int dot = blanksBefore(operand);
            if (operand == at || dot == 0 || text.charAt(dot - 1) != '.') {
                return operand == at ? at : newBefore(operand);
            }
            at = dot - 1;
        }
    }

    /** Where a name begins, with its arguments, or a literal or bracket. */
    private int operandStart(int end) {
        int at = end;
        int partner = end;
        while (partner >= 0) {
            at = partner;
            partner = partners.getOrDefault(at - 1, -1);
        }
        int typed = at > 1 && text.charAt(at - 1) == '>' && text.charAt(at - 2) != '-' ? typeArguments(at) : at;
        int name = nameStart(text, typed);
        return Keywords.ALL.contains(text.substring(name, typed)) && !isValue(text.substring(name, typed)) ? at : name;
    }

    private static boolean isValue(String keyword) {
        return keyword.equals("this") || keyword.equals("super");
    }

    /** Where type arguments begin that end at a place. */
    private int typeArguments(int end) {
        int depth = 0;
        for (int at = end - 1; at >= 0; at--) {
            char c = text.charAt(at);
            depth += c == '>' ? 1 : c == '<' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return end;
    }

    private int newBefore(int operand) {
        int end = blanksBefore(operand);
        return end < operand && text.startsWith("new", end - 3) && nameStart(text, end) == end - 3 ? end - 3 : operand;
    }

    private int blanksBefore(int end) {
        int at = end;
        while (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }
}
