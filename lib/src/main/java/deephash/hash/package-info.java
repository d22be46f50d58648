/**
 * From images to codes: what every hasher can do, whether it was learned ({@code deephash.model}) or not
 * ({@code deephash.baseline}), and how real values become bits.
 */
@NullMarked
package deephash.hash;

import org.jspecify.annotations.NullMarked;
