package deephash.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import deephash.model.engine.Scalar;

/**
 * Deep polarized network (Fan et al., "Deep Polarized Network for Supervised Learning of Accurate Binary Hashing
 * Codes", IJCAI 2020, Eq. 3): every bit is pushed beyond a margin to the side of its class's target,
 *
 * <p>mean over images and bits of max(m − u · t, 0),
 *
 * <p>with u (rows, d) the codes and t (rows, d) of ±1 the targets. An image of several classes has the sign of their
 * summed targets.
 *
 * @param margin m, above 0
 * @param centres how targets are chosen
 */
public record Dpn(double margin, Centres centres) implements Objective {

    /** Checks the range. */
    public Dpn {
        Require.above(0, "margin", margin);
    }

    Dpn() {
        this(1, Centres.HADAMARD);
    }

    /**
     * The same with another margin.
     *
     * @param width m, above 0
     * @return the changed objective
     */
    public Dpn margin(double width) {
        return new Dpn(width, centres);
    }

    /**
     * The same with other targets.
     *
     * @param kind how targets are chosen
     * @return the changed objective
     */
    public Dpn centres(Centres kind) {
        return new Dpn(margin, kind);
    }

    @Override
    public String name() {
        return "DPN";
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public void check(Task task) {
        Objective.super.check(task);
        task.centres(centres);
    }

    @Override
    public Terms terms(Batch batch) {
        NDArray u = batch.codes();
        NDArray agreement = u.mul(batch.targets(centres));
        NDArray missing = Activation.relu(Scalar.of(margin, u).sub(agreement));
        return Terms.of(u).plus("polarization", missing.mean());
    }
}
