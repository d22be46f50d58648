package deephash.train;

import deephash.objective.Objective;
import deephash.result.Epoch;

/** Whether codes have become alike, and what to try then. */
final class Collapse {

    /** If more than this share of the units are inactive, the user is told. */
    private static final double FEW_INACTIVE = 0.1;

    /** Codes that differ in fewer of their bits than this share are all alike; random ones differ in half. */
    private static final double ALIKE = 0.02;

    private Collapse() {}

    /** Whether all images have nearly the same code. */
    static boolean isWhole(EpochSums sums) {
        return sums.activeUnits() == 0 || sums.spread() < ALIKE;
    }

    /** What to say then. */
    static String words(TrainOptions options) {
        Objective objective = options.objective();
        String advice = objective.needsDecoder()
                ? "lower beta, set klWarmUp or freeBits"
                : objective.views() > 1
                        ? "take a larger batch, another temperature or weaker augmentations"
                        : "raise the batch, warm up, or take another centre or margin";
        return "After the first epoch all codes are alike, so they tell no images apart. Try a lower learningRate, or "
                + advice + ".";
    }

    /** What to say of units that hardly vary at the end of the training; empty if there are few. */
    static String ofUnits(TrainOptions options, Epoch last) {
        int inactive = options.bits() - last.activeUnits();
        if (inactive <= FEW_INACTIVE * options.bits()) {
            return "";
        }
        return inactive + " of " + options.bits() + " units are inactive (their means vary by less than "
                + EpochSums.ACTIVE + "), so their bits say next to nothing: "
                + (options.objective().needsDecoder()
                        ? "lower beta, set klWarmUp or freeBits, or take fewer bits."
                        : "take fewer bits, or a lower learningRate.");
    }
}
