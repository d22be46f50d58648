package deephash.kernel.eval.doc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Javadoc as plain text: its tags and the little HTML it uses turned into words. */
public final class JavadocText {

    private static final Pattern LITERAL = Pattern.compile("\\{@(?:code|literal)\\s+((?:[^{}]++|\\{[^{}]*+\\})*+)\\}");

    private JavadocText() {}

    /** The text of a Javadoc comment without its markup. */
    public static String plain(String javadoc) {
        return LITERAL.matcher(javadoc)
                .replaceAll(literal -> Matcher.quoteReplacement(escaped(literal.group(1))))
                .replaceAll("(?m)^ (?=\\S)", "")
                .replaceAll("\\{@(?:link|linkplain|value)\\s+([^}]*)\\}", "$1")
                .replaceAll("(?i)<p>\\s*", "\n")
                .replaceAll("(?i)<li>\\s*", "\n- ")
                .replaceAll("(?i)</?(?:pre|ul|ol|blockquote|table|tr|h[1-6]|dl|dt|dd|br)[^>]*>", "\n")
                .replaceAll("<[/a-zA-Z][^<>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    /** Escapes plain text for HTML. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
