package deephash.kernel.eval.text;

/**
 * A piece of a Java text, which need not be whole, nor right.
 *
 * @param start where it begins
 * @param end where the next one begins
 * @param closed whether it has its end; of a literal or a comment that the text or the line ends too early, no
 */
public record JavaToken(Kind kind, int start, int end, boolean closed) {

    /** What a piece is. */
    public enum Kind {
        /** Blanks and ends of lines. */
        BLANK,
        /** Of either form; one of a line ends before the end of the line. */
        COMMENT,
        STRING,
        TEXT_BLOCK,
        CHARACTER,
        /** A name, a keyword or digits. */
        WORD,
        /** One other character. */
        SIGN
    }

    /** The piece that begins at a place of a text. */
    public static JavaToken at(String text, int start) {
        char c = text.charAt(start);
        if (Character.isWhitespace(c)) {
            return run(Kind.BLANK, text, start);
        } else if (Character.isJavaIdentifierPart(c)) {
            return run(Kind.WORD, text, start);
        } else if (text.startsWith("//", start)) {
            return until(Kind.COMMENT, text, start, text.indexOf('\n', start), 0);
        } else if (text.startsWith("/*", start)) {
            return until(Kind.COMMENT, text, start, text.indexOf("*/", start + 2), 2);
        } else if (text.startsWith("\"\"\"", start)) {
            return literal(Kind.TEXT_BLOCK, text, start, "\"\"\"");
        } else if (c == '"') {
            return literal(Kind.STRING, text, start, "\"");
        } else if (c == '\'') {
            return literal(Kind.CHARACTER, text, start, "'");
        }
        return new JavaToken(Kind.SIGN, start, start + 1, true);
    }

    /** Where the first piece begins that means something to the compiler. */
    static int codeStart(String text) {
        int at = 0;
        while (at < text.length()) {
            JavaToken token = at(text, at);
            if (token.isCode()) {
                break;
            }
            at = token.end();
        }
        return at;
    }

    /** A text as a Java literal. */
    public static String quoted(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '"', '\\' -> literal.append('\\').append(c);
                default -> literal.append(c);
            }
        }
        return literal.append('"').toString();
    }

    private static JavaToken run(Kind kind, String text, int start) {
        int end = start + 1;
        while (end < text.length()
                && (kind == Kind.BLANK
                        ? Character.isWhitespace(text.charAt(end))
                        : Character.isJavaIdentifierPart(text.charAt(end)))) {
            end++;
        }
        return new JavaToken(kind, start, end, true);
    }

    private static JavaToken until(Kind kind, String text, int start, int mark, int length) {
        return mark < 0
                ? new JavaToken(kind, start, text.length(), false)
                : new JavaToken(kind, start, mark + length, true);
    }

    private static JavaToken literal(Kind kind, String text, int start, String mark) {
        int at = start + mark.length();
        while (at < text.length() && !text.startsWith(mark, at)) {
            if (kind != Kind.TEXT_BLOCK && text.charAt(at) == '\n') {
                return new JavaToken(kind, start, at, false);
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return until(kind, text, start, at < text.length() ? at : -1, mark.length());
    }

    /** Whether it is this one character. */
    public boolean is(String text, char sign) {
        return kind == Kind.SIGN && text.charAt(start) == sign;
    }

    /** Whether it means something to the compiler. */
    public boolean isCode() {
        return kind != Kind.BLANK && kind != Kind.COMMENT;
    }

    /** Whether it is a text or a character. */
    public boolean isLiteral() {
        return kind == Kind.STRING || kind == Kind.TEXT_BLOCK || kind == Kind.CHARACTER;
    }

    /** Whether it begins something that can have a name, and is no number. */
    public boolean isName(String text) {
        return kind == Kind.WORD && Character.isJavaIdentifierStart(text.charAt(start));
    }

    /** Its part of the text. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
