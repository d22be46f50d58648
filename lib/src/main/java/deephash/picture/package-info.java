/**
 * Pictures at their own size, and exact operations on their pixels: resizing, blurring, blending, sampling, JPEG. Where
 * Pillow has the operation, the values are Pillow's. Hand-made hashes and manipulations share them.
 */
@NullMarked
package deephash.picture;

import org.jspecify.annotations.NullMarked;
