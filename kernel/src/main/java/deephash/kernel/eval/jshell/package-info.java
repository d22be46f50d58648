/**
 * The only place that opens the private parts of JShell. Each part has a public way to fall back to where it cannot be
 * opened.
 */
@NullMarked
package deephash.kernel.eval.jshell;

import org.jspecify.annotations.NullMarked;
