/**
 * Adam, and how its learning rate changes over the steps.
 */
@NullMarked
package deephash.train.optimizer;

import org.jspecify.annotations.NullMarked;
