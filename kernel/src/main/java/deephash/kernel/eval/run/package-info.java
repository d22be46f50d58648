/**
 * Runs compiled cells: the loader and the weaver of their classes, the thread that they run on, and the stop button.
 * Weaving puts a check for the stop into loops and methods, so that code that never waits can be stopped too.
 */
@NullMarked
package deephash.kernel.eval.run;

import org.jspecify.annotations.NullMarked;
