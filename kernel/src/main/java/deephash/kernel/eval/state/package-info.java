/**
 * What outlives a cell: variables keep their values when something that they mention is declared again, names that
 * clash are settled in favour of the later one, broken declarations say why, and snippets that nobody needs are
 * forgotten.
 */
@NullMarked
package deephash.kernel.eval.state;

import org.jspecify.annotations.NullMarked;
