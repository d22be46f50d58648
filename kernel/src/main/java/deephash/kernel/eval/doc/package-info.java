/**
 * Documentation as it is written in sources: the Javadoc comments of cells and source files, found by the signatures
 * that JShell gives, with the text that a method inherits.
 */
@NullMarked
package deephash.kernel.eval.doc;

import org.jspecify.annotations.NullMarked;
