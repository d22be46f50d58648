/**
 * Augmented views of images: {@link deephash.augment.Augmentation} says what is done to them, seeded and without any
 * network. Objectives that compare views learn what a code is to ignore from it.
 */
@NullMarked
package deephash.augment;

import org.jspecify.annotations.NullMarked;
