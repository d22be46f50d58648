/** Notebook files: reading them, running them without Jupyter, and writing them just as Jupyter would. */
@NullMarked
package deephash.kernel.notebook;

import org.jspecify.annotations.NullMarked;
