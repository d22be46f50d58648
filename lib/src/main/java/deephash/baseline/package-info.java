/**
 * What a learned hash has to beat: hashers that learn nothing, or only from pixels. All of them are named by
 * {@link deephash.baseline.Baseline}.
 */
@NullMarked
package deephash.baseline;

import org.jspecify.annotations.NullMarked;
