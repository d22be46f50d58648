/** The front door: {@link deephash.DeepHash}, and nothing else. */
@NullMarked
package deephash;

import org.jspecify.annotations.NullMarked;
