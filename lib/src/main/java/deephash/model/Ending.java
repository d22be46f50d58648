package deephash.model;

import deephash.result.History;

/** How a training ended. */
public enum Ending {
    /** It has its first, random weights: a baseline that shows what training adds. */
    UNTRAINED("untrained,"),
    /** All epochs were trained. */
    COMPLETED("trained for"),
    /** The user stopped it. */
    INTERRUPTED("interrupted after"),
    /** The validation loss had stopped falling; the model is the best epoch's. */
    EARLY("stopped early after"),
    /** The loss was no number or grew without bound; the model is the last good epoch's. */
    DIVERGED("diverged after");

    private final String words;

    Ending(String words) {
        this.words = words;
    }

    /**
     * The words for it: {@code "interrupted after 3 epochs"}.
     *
     * @param history of the training
     * @return the words
     */
    public String after(History history) {
        int epochs = history.epochs().size();
        return words + " " + epochs + (epochs == 1 ? " epoch" : " epochs");
    }
}
