/**
 * Decodes JPEG files: baseline files here, several times as fast as the JDK, other common ones by the JDK's decoder.
 * {@link deephash.data.jpeg.JpegFile} is the way in.
 */
@NullMarked
package deephash.data.jpeg;

import org.jspecify.annotations.NullMarked;
