/**
 * Pictures of networks, latents and images, drawn with the JDK alone, and {@link deephash.drawing.View}: the text, HTML
 * or image in which a value is shown.
 */
@NullMarked
package deephash.drawing;

import org.jspecify.annotations.NullMarked;
