package deephash.kernel.eval;

/** Javadoc as plain text: its tags and the little HTML it uses turned into words. */
final class JavadocText {

    private JavadocText() {}

    static String plain(String javadoc) {
        return javadoc.replaceAll("(?m)^ (?=\\S)", "")
                .replaceAll("\\{@(?:code|literal|link|linkplain|value)\\s+([^}]*)\\}", "$1")
                .replaceAll("(?i)<p>\\s*", "\n")
                .replaceAll("(?i)<li>\\s*", "\n- ")
                .replaceAll("(?i)</?(?:pre|ul|ol|blockquote|table|tr|h[1-6]|dl|dt|dd|br)[^>]*>", "\n")
                .replaceAll("<[/a-zA-Z][^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }
}
