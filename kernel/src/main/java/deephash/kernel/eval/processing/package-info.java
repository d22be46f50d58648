/**
 * Annotation processors over the types that cells declare: JShell runs none, so what they generate is made into text
 * that JShell compiles.
 */
@NullMarked
package deephash.kernel.eval.processing;

import org.jspecify.annotations.NullMarked;
