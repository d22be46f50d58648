/**
 * Where pictures are read from: single files, folders, and files that hold many. {@link
 * deephash.data.source.ParallelDecoder} decodes all of a set on all cores.
 */
@NullMarked
package deephash.data.source;

import org.jspecify.annotations.NullMarked;
