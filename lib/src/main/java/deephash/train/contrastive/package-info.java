/**
 * Training of any network on pairs of views of the same image, without labels and without a decoder.
 */
@NullMarked
package deephash.train.contrastive;

import org.jspecify.annotations.NullMarked;
