/**
 * Binary codes and the search over them: {@link deephash.code.HashCodes}, {@link deephash.code.HammingIndex},
 * {@link deephash.code.Labels}. Knows nothing of images or models, and uses the JDK only.
 */
@NullMarked
package deephash.code;

import org.jspecify.annotations.NullMarked;
