package deephash.view;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a value is shown: always as text, and as HTML, an image or SVG where that says more. The kernel and the terminal
 * show any value for which {@link #of} knows a view.
 *
 * @param text for a terminal; never empty
 * @param html for a notebook, self-contained
 * @param image for a notebook, as PNG
 */
public record View(
        String text, @Nullable String html, @Nullable BufferedImage image) {

    /** The view of a value, if it is of a type that this library, Tablesaw or XChart has. */
    public static Optional<View> of(Object value) {
        if (value instanceof BufferedImage image) {
            return Optional.of(new View(image.getWidth() + "×" + image.getHeight() + " image", null, image));
        }
        return Optional.empty();
    }
}
