/**
 * What notebooks for IJava and JJava use besides Java: magics, among them those that fetch libraries with Maven's
 * resolver, and the environment variables that configure those kernels.
 */
@NullMarked
package deephash.kernel.magic;

import org.jspecify.annotations.NullMarked;
