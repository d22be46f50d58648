package deephash.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import deephash.model.engine.Scalar;

/**
 * The normalised temperature-scaled cross entropy (Chen et al., ICML 2020, Eq. 1): every view is to find the other
 * views of its image among all rows of the batch, by cosine.
 */
final class Contrast {

    /** Leaves nothing of a row's similarity with itself. */
    private static final float NEVER = -1e9f;

    private Contrast() {}

    /**
     * −mean over rows i and over the other views j of the same image of log(exp(cos(zᵢ, zⱼ)/τ) / Σ_{k≠i} exp(cos(zᵢ,
     * zₖ)/τ)).
     *
     * @param batch says which rows are views of one image
     * @param z (rows, d)
     * @param temperature τ
     */
    static NDArray of(Batch batch, NDArray z, double temperature) {
        int rows = batch.rows();
        int images = batch.images();
        float[] itself = new float[rows * rows];
        float[] partner = new float[rows * rows];
        float share = 1f / (rows * (batch.views() - 1));
        for (int i = 0; i < rows; i++) {
            itself[i * rows + i] = NEVER;
            for (int j = i % images; j < rows; j += images) {
                partner[i * rows + j] = i == j ? 0 : -share;
            }
        }
        Shape square = new Shape(rows, rows);
        NDArray unit = z.normalize(2, 1);
        NDArray similarity = Scalar.times(1 / temperature, unit.matMul(unit.transpose()));
        NDArray logarithm =
                similarity.add(batch.memory().create(itself, square)).logSoftmax(1);
        return logarithm.mul(batch.memory().create(partner, square)).sum();
    }

    /** Refuses batches in which there is nothing to compare with. */
    static void requireViews(String objective, Batch batch) {
        if (batch.views() < 2) {
            throw new IllegalArgumentException(
                    objective + " compares at least 2 views of each image, but was given " + batch.views() + ".");
        }
    }
}
