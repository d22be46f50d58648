/**
 * The one evaluator that the notebook kernel, the headless runner and the terminal share: JShell inside this JVM, with
 * cells that can be stopped, state that survives, and errors that name the user's lines.
 */
@NullMarked
package deephash.kernel.eval;

import org.jspecify.annotations.NullMarked;
