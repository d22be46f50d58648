package deephash.kernel.notebook;

import deephash.drawing.Html;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * HTML of notebooks, which anybody may have written, without what runs or loads anything: text, tables, figures, links
 * to web pages, and pictures that lie in the page itself.
 */
final class SafeHtml {

    /** A picture within the page. */
    private static final Pattern PICTURE = Pattern.compile("data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]++");

    /** A page of the web, a place in this page, or a file beside it. */
    private static final Pattern LINK = Pattern.compile("(?i)(?:https?:|mailto:)[^\\s]++|[#.\\w][^:\\s]*+");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}%?");

    /** The sanitizer's sign for a number with a unit. */
    private static final int QUANTITY = 1;

    /** Properties that the outputs of this library use and the sanitizer's own list does not know. */
    private static final CssSchema LAYOUT = CssSchema.withProperties(Map.of(
            "display", words("block", "inline", "inline-block", "flex", "none", "table"),
            "flex-wrap", words("wrap", "nowrap"),
            "gap", new CssSchema.Property(QUANTITY, Set.of(), Map.of()),
            "overflow-wrap", words("anywhere", "break-word", "normal")));

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "div",
                    "span",
                    "br",
                    "hr",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "b",
                    "strong",
                    "i",
                    "em",
                    "u",
                    "s",
                    "small",
                    "sub",
                    "sup",
                    "code",
                    "pre",
                    "kbd",
                    "samp",
                    "blockquote",
                    "ul",
                    "ol",
                    "li",
                    "dl",
                    "dt",
                    "dd",
                    "table",
                    "caption",
                    "thead",
                    "tbody",
                    "tfoot",
                    "tr",
                    "th",
                    "td",
                    "figure",
                    "figcaption",
                    "details",
                    "summary",
                    "a",
                    "img")
            .allowWithoutAttributes("span", "a")
            .allowUrlProtocols("http", "https", "mailto", "data")
            .allowAttributes("href")
            .matching(LINK)
            .onElements("a")
            .allowAttributes("src")
            .matching(PICTURE)
            .onElements("img")
            .allowAttributes("alt")
            .onElements("img")
            .allowAttributes("width", "height")
            .matching(NUMBER)
            .onElements("img", "th", "td", "table")
            .allowAttributes("colspan", "rowspan", "start")
            .matching(NUMBER)
            .onElements("th", "td", "ol")
            .allowAttributes("align")
            .matching(false, "left", "right", "center")
            .onElements("th", "td", "tr", "table", "p", "div")
            .allowAttributes("title")
            .globally()
            .allowStyling(CssSchema.union(CssSchema.DEFAULT, LAYOUT))
            .toFactory();

    private SafeHtml() {}

    private static CssSchema.Property words(String... words) {
        return new CssSchema.Property(0, Set.of(words), Map.of());
    }

    /** A picture of a notebook as it may stand in a page: its bytes in base64, or nothing if it is no picture. */
    static Optional<String> png(String base64, String description) {
        String source = "data:image/png;base64," + base64.replaceAll("\\s", "");
        return PICTURE.matcher(source).matches()
                ? Optional.of("<img alt=\"" + Html.escape(description) + "\" src=\"" + source + "\">")
                : Optional.empty();
    }

    /** What may stay of some HTML. */
    static String of(String html) {
        return POLICY.sanitize(html);
    }
}
