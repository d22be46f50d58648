/**
 * Results as values: what was measured, and how it is laid out as a table or a chart. Nothing here draws; {@code
 * deephash.view} turns a {@link deephash.result.DataTable} into a Tablesaw table and a {@link deephash.result.Plot}
 * into an XChart, so models, training and studies need neither library.
 */
@NullMarked
package deephash.result;

import org.jspecify.annotations.NullMarked;
