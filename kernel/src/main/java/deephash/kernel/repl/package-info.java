/** The terminal: the same evaluator as in a notebook, at a prompt or from a script. */
@NullMarked
package deephash.kernel.repl;

import org.jspecify.annotations.NullMarked;
