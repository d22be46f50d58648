/**
 * Search over codes: {@link deephash.code.search.HammingIndex} compares with every code,
 * {@link deephash.code.search.MultiIndex} skips most of them, {@link deephash.code.search.CodePairs} finds all near
 * pairs.
 */
@NullMarked
package deephash.code.search;

import org.jspecify.annotations.NullMarked;
