package deephash.objective;

import ai.djl.ndarray.NDArray;
import deephash.model.engine.Scalar;

/**
 * One loss (Hoe et al., "One Loss for All: Deep Hashing with a Single Cosine Similarity based Learning Objective",
 * NeurIPS 2021, Eq. 6): the class of an image is read from the cosines of its code with the centres of all classes,
 *
 * <p>mean of the cross entropy of softmax(s · (cos(u, c) − m · [class])) and the class,
 *
 * <p>with u (rows, d) the codes; an image of several classes is drawn to each of them alike.
 *
 * @param scale s, above 0
 * @param margin m that the right class must be ahead by, at least 0
 * @param centres how the centres of classes are chosen
 */
public record OrthoHash(double scale, double margin, Centres centres) implements Objective {

    /** Checks the ranges. */
    public OrthoHash {
        Require.above(0, "scale", scale);
        Require.notNegative("margin", margin);
    }

    OrthoHash() {
        this(8, 0, Centres.HADAMARD);
    }

    /**
     * The same with another scale.
     *
     * @param value s, above 0
     * @return the changed objective
     */
    public OrthoHash scale(double value) {
        return new OrthoHash(value, margin, centres);
    }

    /**
     * The same with another margin.
     *
     * @param value m that the right class must be ahead by, at least 0
     * @return the changed objective
     */
    public OrthoHash margin(double value) {
        return new OrthoHash(scale, value, centres);
    }

    /**
     * The same with another centres.
     *
     * @param value how the centres of classes are chosen
     * @return the changed objective
     */
    public OrthoHash centres(Centres value) {
        return new OrthoHash(scale, margin, value);
    }

    @Override
    public String name() {
        return "OrthoHash";
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
        NDArray classes = batch.classes();
        float[][] rows = batch.task().centres(centres);
        NDArray c = batch.memory().create(rows).normalize(2, 1);
        NDArray cosine = u.normalize(2, 1).matMul(c.transpose());
        NDArray logits = Scalar.times(scale, cosine.sub(Scalar.times(margin, classes)));
        NDArray share = classes.div(classes.sum(new int[] {1}, true).maximum(Scalar.of(1, u)));
        NDArray entropy = Scalar.times(
                -1.0 / batch.rows(), share.mul(logits.logSoftmax(1)).sum());
        return Terms.of(u).plus("classes", entropy);
    }
}
