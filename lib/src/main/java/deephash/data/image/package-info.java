/**
 * {@link deephash.data.image.Images}: pictures of one shape, in memory or decoded when needed.
 */
@NullMarked
package deephash.data.image;

import org.jspecify.annotations.NullMarked;
