/**
 * What happens to a picture before it is found again: saved anew, cut, turned, written on, photographed from a screen.
 * {@link deephash.manipulation.Manipulations} names them, each at a stated strength and repeatable by its seed.
 */
@NullMarked
package deephash.manipulation;

import org.jspecify.annotations.NullMarked;
