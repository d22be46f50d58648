/**
 * The one door to JShell: {@link deephash.kernel.eval.jshell.Shell} owns it and its lock. This is the only package that
 * opens JShell's private parts, and {@link deephash.kernel.eval.jshell.CellClass} the only class that reads the names
 * which JShell gives to classes. Where the parts are closed, cells run, but compile in several steps; a declaration
 * that does not compile, or a class whose initialiser failed, takes the place of the one before it; a text too long for
 * a class file spoils the session; and no memory is given back.
 */
@NullMarked
package deephash.kernel.eval.jshell;

import org.jspecify.annotations.NullMarked;
