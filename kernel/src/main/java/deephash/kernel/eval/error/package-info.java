/**
 * Turns what the compiler says and what a cell throws into errors that name the user's cells and lines and say what to
 * try next.
 */
@NullMarked
package deephash.kernel.eval.error;

import org.jspecify.annotations.NullMarked;
