/**
 * Data sets by name, and the splits of a retrieval experiment. {@link deephash.data.Datasets} finds and loads;
 * {@link deephash.data.LoadOptions} says how; {@link deephash.data.RetrievalDataset} is the result.
 */
@NullMarked
package deephash.data;

import org.jspecify.annotations.NullMarked;
