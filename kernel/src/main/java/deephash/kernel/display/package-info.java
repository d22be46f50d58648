/**
 * What a cell shows, and where it goes: values become bundles of MIME types, and a sink takes bundles and printed text.
 * The sink is a Jupyter client, a notebook file, or a terminal.
 */
@NullMarked
package deephash.kernel.display;

import org.jspecify.annotations.NullMarked;
