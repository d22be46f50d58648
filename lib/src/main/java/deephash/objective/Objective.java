package deephash.objective;

import deephash.augment.Augmentation;
import deephash.model.block.HeadKind;
import java.util.List;
import java.util.Map;

/**
 * What training minimises over an encoder, and over a decoder if it needs one. An objective is a recipe: it has no
 * state, knows no network and no data, and two equal ones do the same. A record is best: its components are its
 * parameters, and are kept with the model.
 *
 * <pre>{@code
 * train(RESNET, data, options().objective(DPN))              // with labels
 * train(RESNET, data, options().objective(NT_XENT.temperature(0.5)))   // with augmented views
 *
 * record Pull(double weight) implements Objective {          // your own
 *     public boolean needsLabels() { return true; }
 *     public Terms terms(Batch batch) {
 *         var u = batch.codes();
 *         var apart = u.matMul(u.transpose()).sub(batch.similar()).square().mean();
 *         return Terms.of(u).plus("pairs", apart);
 *     }
 * }
 * }</pre>
 */
public interface Objective {

    /** A short name for tables: {@code "DPN"}. The name of the class unless it says another. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Whether it learns from labels. */
    default boolean needsLabels() {
        return false;
    }

    /** How many augmented views of each image it compares, at least 1. */
    default int views() {
        return 1;
    }

    /** Whether it needs a decoder. Where none is needed, none is built or trained, and the model makes no images. */
    default boolean needsDecoder() {
        return false;
    }

    /** What lies between the features of a network without a decoder and its codes. */
    default HeadKind head() {
        return HeadKind.LINEAR;
    }

    /** The augmentations it is used with unless the options name others: one for all views, or one a view. */
    default List<Augmentation> augmentations() {
        return List.of(
                views() > 1 ? Augmentation.CONTRAST : needsLabels() ? Augmentation.CROP_FLIP : Augmentation.NONE);
    }

    /** What its loss is measured in, for the axis of the curve: {@code "nats per image"}; empty for no unit. */
    default String unit() {
        return "";
    }

    /**
     * What it learns besides the network, such as a classifier.
     *
     * @param task what is to be learned
     * @return shapes by name; read in {@link #terms} with {@link Batch#learned}
     */
    default Map<String, long[]> learns(Task task) {
        return Map.of();
    }

    /**
     * Checks that it can learn from these images; called before the first step. An objective that needs labels finds
     * out here whether there are any, and of more than one class.
     *
     * @param task what is to be learned
     * @throws IllegalArgumentException if it cannot; says why, and what to do
     */
    default void check(Task task) {
        if (needsLabels()) {
            Supervised.check(name(), task);
        }
    }

    /**
     * The loss of one batch, differentiable, and its parts by name.
     *
     * @param batch codes and labels
     * @return scalars, means over the images of the batch
     */
    Terms terms(Batch batch);
}
