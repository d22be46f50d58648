/**
 * What manipulations do to codes: {@link deephash.robustness.Robustness} changes photos, hashes them, compares every
 * original with every copy, and says how many copies are found at a rate of false matches that can be measured.
 */
@NullMarked
package deephash.robustness;

import org.jspecify.annotations.NullMarked;
