/**
 * Pictures as pixels: the decoders of PNG, GIF and WebP, and the resampler that brings a picture to the
 * {@link deephash.data.pixel.Pixels} of a model.
 */
@NullMarked
package deephash.data.pixel;

import org.jspecify.annotations.NullMarked;
