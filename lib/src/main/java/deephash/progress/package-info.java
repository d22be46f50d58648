/**
 * What long work tells its user: a bar that moves, a display that is replaced, and the one place where an interrupt is
 * noticed. The library only ever speaks to {@link deephash.progress.Screen}; who draws it (a notebook, a terminal,
 * nobody) is decided outside.
 */
@NullMarked
package deephash.progress;

import org.jspecify.annotations.NullMarked;
