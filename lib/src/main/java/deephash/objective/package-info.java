/**
 * What training minimises, one loss a file: {@link deephash.objective.Objective} is open to a user's own. An objective
 * sees a {@link deephash.objective.Batch} of real-valued codes and their labels; which network made them, it need not
 * know.
 */
@NullMarked
package deephash.objective;

import org.jspecify.annotations.NullMarked;
