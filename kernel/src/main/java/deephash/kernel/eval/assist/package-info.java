/**
 * Completion and documentation at a cursor. Candidates come from JShell, the index of types, the cell's own names and
 * the file system; documentation comes from JShell and from sources.
 */
@NullMarked
package deephash.kernel.eval.assist;

import org.jspecify.annotations.NullMarked;
