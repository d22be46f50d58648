package deephash.drawing;

import java.awt.image.BufferedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a value is shown: always as text, and as HTML or an image where that says more.
 *
 * @param text for a terminal; never empty
 * @param html for a notebook, self-contained; preferred to the image where both are there
 * @param image for a notebook, as PNG
 */
public record View(
        String text, @Nullable String html, @Nullable BufferedImage image) {

    /**
     * A view without an image.
     *
     * @param text the plain form of {@code html}
     * @param html self-contained
     * @return a view of both
     */
    public static View html(String text, String html) {
        return new View(text, html, null);
    }

    /**
     * Several views, one below the other.
     *
     * @param views from the top down
     * @return one view that shows them all
     */
    public static View stacked(List<View> views) {
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder();
        for (View view : views) {
            text.append(text.isEmpty() ? "" : "\n").append(view.text);
            html.append("<div>");
            if (view.html != null) {
                html.append(view.html);
            } else if (view.image != null) {
                html.append(Html.image(view.image, view.text));
            } else {
                html.append("<pre>").append(Html.escape(view.text)).append("</pre>");
            }
            html.append("</div>");
        }
        return html(text.toString(), html.toString());
    }
}
