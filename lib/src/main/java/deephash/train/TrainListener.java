package deephash.train;

import deephash.view.Epoch;

/** Is told how a training goes, on the thread that trains. */
public interface TrainListener {

    /** After every step. */
    default void stepEnded(long step, double loss) {}

    /** After every epoch. */
    default void epochEnded(Epoch epoch) {}
}
