/**
 * Pixels kept on disk, so that a data set is decoded once. {@link deephash.data.cache.Cache} shows what is kept and
 * clears it.
 */
@NullMarked
package deephash.data.cache;

import org.jspecify.annotations.NullMarked;
