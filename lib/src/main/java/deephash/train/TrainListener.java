package deephash.train;

import deephash.data.image.Images;
import deephash.model.HashModel;
import deephash.result.Epoch;
import java.util.function.Supplier;

/**
 * Follows a training, called on the thread that trains. A listener that throws is not called again, and the training
 * goes on; to end the training, interrupt its thread.
 */
public interface TrainListener {

    /**
     * After every step.
     *
     * @param step from 1, over all epochs
     * @param loss of the batch
     */
    default void stepEnded(long step, double loss) {}

    /**
     * After every epoch.
     *
     * @param epoch its number, losses and time
     */
    default void epochEnded(Epoch epoch) {}

    /**
     * After every epoch, with a way to the model as it is now.
     *
     * @param epoch its number, losses and time
     * @param soFar makes the model; takes a moment, and only works during this call
     */
    default void epochEnded(Epoch epoch, Supplier<HashModel> soFar) {
        epochEnded(epoch);
    }

    /**
     * Shows images and, below, how the network reconstructs them, after every epoch.
     *
     * @param images of the model's shape
     * @return the listener
     */
    static TrainListener reconstructing(Images images) {
        return new ReconstructionStrip(images);
    }
}
