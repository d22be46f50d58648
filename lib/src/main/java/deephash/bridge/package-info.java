/**
 * Codes in other engines. {@link deephash.bridge.PostgresCodes} keeps them in PostgreSQL. Uses the JDK only: a driver
 * is on the class path of whoever wants one.
 */
@NullMarked
package deephash.bridge;

import org.jspecify.annotations.NullMarked;
