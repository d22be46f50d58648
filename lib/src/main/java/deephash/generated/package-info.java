/**
 * Pictures that are computed instead of collected: dead leaves, coloured noise, coordinate networks, fractals, shaded
 * objects and letter-like marks. They cost nothing, belong to nobody, and are enough to learn what a copy of a picture
 * looks like. The same seed gives the same pictures on every machine.
 */
@NullMarked
package deephash.generated;

import org.jspecify.annotations.NullMarked;
