/** The DeepHash kernel: Java in Jupyter and in the terminal, with the library at hand. */
@NullMarked
package deephash.kernel;

import org.jspecify.annotations.NullMarked;
