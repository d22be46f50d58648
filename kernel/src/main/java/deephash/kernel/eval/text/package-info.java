/**
 * Java as text, without a compiler: tokens, the code before a cursor, cells and their lines, and guesses at what a
 * piece of text is. Everything here is a pure function of its arguments.
 */
@NullMarked
package deephash.kernel.eval.text;

import org.jspecify.annotations.NullMarked;
