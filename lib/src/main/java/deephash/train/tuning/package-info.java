/** What remains of a fine-tuning on disk: {@link deephash.train.tuning.TunedState} is written after every epoch. */
@NullMarked
package deephash.train.tuning;

import org.jspecify.annotations.NullMarked;
