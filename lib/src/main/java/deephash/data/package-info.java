/**
 * Images and where they come from: readers for each layout, the splits of a retrieval experiment, and the pixels a
 * model is given.
 */
@NullMarked
package deephash.data;

import org.jspecify.annotations.NullMarked;
