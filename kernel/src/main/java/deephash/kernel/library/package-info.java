/**
 * What the kernel knows of the DeepHash library: its imports, how its values are rendered, how its progress is shown,
 * and the same for a stock Java kernel. No other package of the evaluator or the display names a class of the library.
 */
@NullMarked
package deephash.kernel.library;

import org.jspecify.annotations.NullMarked;
