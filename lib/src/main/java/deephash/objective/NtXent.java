package deephash.objective;

import ai.djl.ndarray.NDArray;
import deephash.model.block.HeadKind;

/**
 * Contrast between augmented views, as in SimCLR (Chen et al., "A Simple Framework for Contrastive Learning of Visual
 * Representations", ICML 2020, Eq. 1), on relaxed codes z = tanh u:
 *
 * <p>−mean log(exp(cos(zᵢ, zⱼ)/τ) / Σ_{k≠i} exp(cos(zᵢ, zₖ)/τ)),
 *
 * <p>over all rows i and the other views j of the same image, u (views · images, d). Large batches do better: each
 * image is told from all others of its batch.
 *
 * <p>A hidden layer lies between the features and u, as in the paper. The features keep more than the codes: ITQ on
 * them, {@code Baseline.ITQ.fit(model.encoder(), train, 64, 1)}, finds kinds better than the codes do.
 *
 * @param temperature τ, above 0; the lower, the more the nearest wrong images count
 * @param views how many of each image, at least 2
 */
public record NtXent(double temperature, int views) implements Objective {

    /** Checks the ranges. */
    public NtXent {
        Require.above(0, "temperature", temperature);
        Require.above(1, "views", views);
    }

    NtXent() {
        this(0.2, 2);
    }

    /**
     * The same with another τ.
     *
     * @param tau τ, above 0; the lower, the more the nearest wrong images count
     * @return the changed objective
     */
    public NtXent temperature(double tau) {
        return new NtXent(tau, views);
    }

    /**
     * The same with another number of views.
     *
     * @param count how many of each image, at least 2
     * @return the changed objective
     */
    public NtXent views(int count) {
        return new NtXent(temperature, count);
    }

    @Override
    public String name() {
        return "NT-Xent";
    }

    @Override
    public HeadKind head() {
        return HeadKind.HIDDEN;
    }

    @Override
    public Terms terms(Batch batch) {
        Contrast.requireViews(name(), batch);
        NDArray u = batch.codes();
        return Terms.of(u).plus("contrast", Contrast.of(batch, u.tanh(), temperature));
    }
}
