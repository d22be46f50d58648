package deephash.objective;

import ai.djl.ndarray.NDArray;
import deephash.model.engine.Scalar;
import java.util.Map;

/**
 * Greedy hash with labels (Su et al., "Greedy Hash: Towards Fast Optimization for Accurate Hash Coding in CNN", NeurIPS
 * 2018, Eqs. 6 and 7): a linear classifier reads the class from the bits b = sign u, whose gradient goes to u as it is,
 *
 * <p>mean of the cross entropy of softmax(W b) and the class, plus α · mean ||u| − 1|³,
 *
 * <p>with u (rows, d) the codes and W (classes, d) learned besides the network. An image of several classes is drawn to
 * each of them alike.
 *
 * @param alpha α, the weight of the quantisation, at least 0
 */
public record GreedyHash(double alpha) implements Objective {

    private static final String CLASSIFIER = "classifier";

    /** Checks the ranges. */
    public GreedyHash {
        Require.notNegative("alpha", alpha);
    }

    GreedyHash() {
        this(0.1);
    }

    /**
     * The same with another alpha.
     *
     * @param value α, the weight of the quantisation, at least 0
     * @return the changed objective
     */
    public GreedyHash alpha(double value) {
        return new GreedyHash(value);
    }

    @Override
    public String name() {
        return "GreedyHash";
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public Map<String, long[]> learns(Task task) {
        return Map.of(CLASSIFIER, new long[] {task.classes(), task.bits()});
    }

    @Override
    public Terms terms(Batch batch) {
        NDArray u = batch.codes();
        NDArray classes = batch.classes();
        NDArray logits =
                Signs.straightThrough(u).matMul(batch.learned(CLASSIFIER).transpose());
        NDArray share = classes.div(classes.sum(new int[] {1}, true).maximum(Scalar.of(1, u)));
        NDArray entropy = Scalar.times(
                -1.0 / batch.rows(), share.mul(logits.logSoftmax(1)).sum());
        return Terms.of(u).plus("classes", entropy).plus("quantisation", alpha, Signs.cubedError(u));
    }
}
