package deephash.train;

import deephash.model.HashModel;
import deephash.model.engine.Weights;
import org.jspecify.annotations.Nullable;

/**
 * A training as it was after an epoch.
 *
 * @param model its weights, history and provenance
 * @param optimizer its moments
 * @param best the weights of the epoch with the least validation loss, if it stops early
 */
record SavedTraining(
        HashModel model, Weights optimizer, @Nullable Weights best) {}
