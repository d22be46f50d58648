/**
 * Learning: {@link deephash.train.TrainOptions} say how, a {@link deephash.objective.Objective} says what is minimised,
 * and {@link deephash.train.Trainer} does it and returns a {@link deephash.model.HashModel}.
 */
@NullMarked
package deephash.train;

import org.jspecify.annotations.NullMarked;
