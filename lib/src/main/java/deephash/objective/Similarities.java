package deephash.objective;

import ai.djl.ndarray.NDArray;

/** How well codes keep the similarities of what they were made from. */
final class Similarities {

    private Similarities() {}

    /**
     * Mean over pairs of different rows of (cos(bᵢ, bⱼ) − cos(xᵢ, xⱼ))², with x the inputs less their mean over the
     * batch.
     *
     * @param batch whose inputs are compared with
     * @param b (rows, d)
     */
    static NDArray kept(Batch batch, NDArray b) {
        NDArray flat = batch.inputs().reshape(batch.rows(), -1);
        NDArray x = flat.sub(flat.mean(new int[] {0}, true)).normalize(2, 1);
        NDArray unit = b.normalize(2, 1);
        NDArray off = unit.matMul(unit.transpose()).sub(x.matMul(x.transpose()));
        return Pairs.mean(batch, off.square());
    }
}
