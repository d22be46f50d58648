package deephash.hash;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_MT_FDRM;
import org.ejml.dense.row.factory.DecompositionFactory_FDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F32;

/**
 * The directions in which features vary most (principal component analysis), so that many dimensions can be looked at
 * in two.
 *
 * @param mean of the features, shape (d)
 * @param directions orthonormal, shape (count, d), largest variance first; each with its largest entry positive
 * @param shares of the whole variance that lie along each direction, 0 to 1
 */
public record PrincipalComponents(float[] mean, float[][] directions, double[] shares) {

    /**
     * Finds them in the covariance of features.
     *
     * @param features shape (items, d), d at most a few thousand
     * @param count how many directions, 1 to d
     * @return the components, by falling variance
     * @throws IllegalArgumentException if there are no items, a row has another length or a value that is not finite
     */
    public static PrincipalComponents of(float[][] features, int count) {
        float[] mean = Features.mean(features);
        int d = mean.length;
        if (count < 1 || count > d) {
            throw new IllegalArgumentException(
                    "Features of " + d + " values have 1 to " + d + " principal components, not " + count + ".");
        }
        FMatrixRMaj centred = new FMatrixRMaj(Features.centred(features, mean));
        FMatrixRMaj covariance = new FMatrixRMaj(d, d);
        CommonOps_MT_FDRM.multTransA(1f / features.length, centred, centred, covariance);
        EigenDecomposition_F32<FMatrixRMaj> eigen = DecompositionFactory_FDRM.eig(d, true, true);
        if (!eigen.decompose(covariance)) {
            throw new IllegalStateException("The principal components of these features could not be found.");
        }
        double all = 0;
        Integer[] order = new Integer[d];
        for (int i = 0; i < d; i++) {
            order[i] = i;
            all += Math.max(0, eigen.getEigenvalue(i).getReal());
        }
        Arrays.sort(
                order,
                (a, b) -> Float.compare(
                        eigen.getEigenvalue(b).getReal(), eigen.getEigenvalue(a).getReal()));
        float[][] directions = new float[count][];
        double[] shares = new double[count];
        for (int c = 0; c < count; c++) {
            directions[c] = signed(eigen.getEigenVector(order[c]).data);
            shares[c] = all == 0 ? 0 : eigen.getEigenvalue(order[c]).getReal() / all;
        }
        return new PrincipalComponents(mean, directions, shares);
    }

    /** A direction and its opposite are equally good; this takes one of them, always the same. */
    private static float[] signed(float[] direction) {
        float largest = 0;
        for (float value : direction) {
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        float[] copy = direction.clone();
        for (int i = 0; i < copy.length && largest < 0; i++) {
            copy[i] = -copy[i];
        }
        return copy;
    }

    /**
     * Where features lie along the directions, seen from the mean.
     *
     * @param features shape (items, d)
     * @return shape (items, count)
     */
    public float[][] project(float[][] features) {
        float[][] projected = new float[features.length][directions.length];
        for (int i = 0; i < features.length; i++) {
            Features.requireRow(features[i], i, mean.length);
            for (int c = 0; c < directions.length; c++) {
                double sum = 0;
                for (int j = 0; j < mean.length; j++) {
                    sum += (double) (features[i][j] - mean[j]) * directions[c][j];
                }
                projected[i][c] = (float) sum;
            }
        }
        return projected;
    }
}
