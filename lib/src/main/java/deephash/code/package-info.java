/**
 * Binary codes: {@link deephash.code.HashCodes}, {@link deephash.code.HashCode}, {@link deephash.code.Labels}. Knows
 * nothing of images or models, and uses the JDK only. {@link deephash.code.Digests} is here because all packages that
 * need it may use this one.
 */
@NullMarked
package deephash.code;

import org.jspecify.annotations.NullMarked;
