/**
 * What is on the class path: which package lies in which jar, which classes a package has, and the file manager that
 * answers the compiler from these indexes instead of opening every jar.
 */
@NullMarked
package deephash.kernel.eval.classpath;

import org.jspecify.annotations.NullMarked;
