/**
 * Hashing and exact near-duplicates on Apache Spark, for more images than one machine takes. A module of its own:
 * neither the library nor the kernel knows it, and Spark is on the class path of nothing else.
 */
@NullMarked
package deephash.spark;

import org.jspecify.annotations.NullMarked;
