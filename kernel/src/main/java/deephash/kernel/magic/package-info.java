/**
 * What cells of IJava and JJava notebooks contain beside Java: magics, among them those that fetch libraries with
 * Maven's own resolver, and the environment variables that set those kernels up.
 */
@NullMarked
package deephash.kernel.magic;

import org.jspecify.annotations.NullMarked;
