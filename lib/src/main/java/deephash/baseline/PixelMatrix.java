package deephash.baseline;

import deephash.data.image.Images;
import deephash.progress.Parallel;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;
import org.ejml.dense.row.factory.DecompositionFactory_FDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F32;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * Training images, or their features, as a matrix, shape (items, d), centred, and its principal components. Of images d
 * is channels · height · width.
 *
 * @param mean of each value
 * @param centred the values, pixels in [0, 1], less their mean
 */
record PixelMatrix(float[] mean, FMatrixRMaj centred) {

    /** 268 MB of float. Of more images, evenly spaced ones are taken. */
    private static final int MOST_VALUES = 1 << 26;

    private static final int OVERSAMPLING = 16;
    private static final int POWER_ITERATIONS = 4;

    static PixelMatrix of(Images images) {
        int d = images.pixels().count();
        int n = rows(images.size(), d);
        FMatrixRMaj matrix = new FMatrixRMaj(n, d);
        Parallel.chunks("Reading pixels", "images", n, 256, (from, to) -> {
            byte[] bytes = new byte[d];
            for (int i = from; i < to; i++) {
                images.read((int) ((long) i * images.size() / n), bytes, 0);
                System.arraycopy(floats(bytes), 0, matrix.data, i * d, d);
            }
        });
        return centred(matrix);
    }

    /** The same of features, shape (items, d), as they are. */
    static PixelMatrix of(float[][] features) {
        int d = features.length == 0 ? 1 : features[0].length;
        int n = rows(features.length, d);
        FMatrixRMaj matrix = new FMatrixRMaj(n, d);
        for (int i = 0; i < n; i++) {
            System.arraycopy(features[(int) ((long) i * features.length / n)], 0, matrix.data, i * d, d);
        }
        return centred(matrix);
    }

    private static int rows(int size, int d) {
        if (size == 0) {
            throw new IllegalArgumentException("There are no training images to fit to.");
        }
        return Math.max(1, Math.min(size, MOST_VALUES / d));
    }

    private static PixelMatrix centred(FMatrixRMaj matrix) {
        int n = matrix.numRows;
        int d = matrix.numCols;
        double[] sum = new double[d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                sum[j] += matrix.data[i * d + j];
            }
        }
        float[] mean = new float[d];
        for (int j = 0; j < d; j++) {
            mean[j] = (float) (sum[j] / n);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                matrix.data[i * d + j] -= mean[j];
            }
        }
        return new PixelMatrix(mean, matrix);
    }

    /** Unsigned bytes as values in [0, 1]. */
    static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = (bytes[i] & 255) / 255f;
        }
        return values;
    }

    /**
     * The directions of largest variance, by randomised subspace iteration (Halko, Martinsson and Tropp 2011), which
     * needs no covariance matrix and so works for large images too.
     *
     * @return shape (channels · height · width, components), orthonormal columns, largest variance first
     */
    FMatrixRMaj components(String who, int components, long seed) {
        int n = centred.numRows;
        int d = centred.numCols;
        if (components > Math.min(n, d)) {
            throw new IllegalArgumentException(who + " gives at most " + Math.min(n, d) + " bits for " + n
                    + " training images of " + d + " values, not " + components + ".");
        }
        int width = Math.min(components + OVERSAMPLING, Math.min(n, d));
        FMatrixRMaj basis = gaussian(d, width, seed);
        FMatrixRMaj projected = new FMatrixRMaj(n, width);
        FMatrixRMaj back = new FMatrixRMaj(d, width);
        for (int i = 0; i < POWER_ITERATIONS; i++) {
            deephash.progress.Screen.checkInterrupted("Fitting " + who);
            CommonOps_MT_FDRM.mult(centred, basis, projected);
            CommonOps_MT_FDRM.multTransA(centred, projected, back);
            QRDecomposition<FMatrixRMaj> qr = DecompositionFactory_FDRM.qr(d, width);
            qr.decompose(back);
            basis = qr.getQ(null, true);
        }
        CommonOps_MT_FDRM.mult(centred, basis, projected);
        FMatrixRMaj covariance = new FMatrixRMaj(width, width);
        CommonOps_FDRM.multInner(projected, covariance);
        EigenDecomposition_F32<FMatrixRMaj> eigen = DecompositionFactory_FDRM.eig(width, true, true);
        eigen.decompose(covariance);
        Integer[] order = new Integer[width];
        java.util.Arrays.setAll(order, i -> i);
        java.util.Arrays.sort(
                order,
                (a, b) -> Float.compare(
                        eigen.getEigenvalue(b).getReal(), eigen.getEigenvalue(a).getReal()));
        FMatrixRMaj chosen = new FMatrixRMaj(width, components);
        for (int c = 0; c < components; c++) {
            FMatrixRMaj vector = eigen.getEigenVector(order[c]);
            for (int r = 0; r < width; r++) {
                chosen.set(r, c, vector.get(r, 0));
            }
        }
        FMatrixRMaj directions = new FMatrixRMaj(d, components);
        CommonOps_FDRM.mult(basis, chosen, directions);
        return directions;
    }

    /** Standard normal values, shape (rows, columns). */
    static FMatrixRMaj gaussian(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < matrix.data.length; i++) {
            matrix.data[i] = (float) random.nextGaussian();
        }
        return matrix;
    }

    static float[][] rows(FMatrixRMaj matrix) {
        float[][] rows = new float[matrix.numRows][matrix.numCols];
        for (int r = 0; r < matrix.numRows; r++) {
            System.arraycopy(matrix.data, r * matrix.numCols, rows[r], 0, matrix.numCols);
        }
        return rows;
    }

    /** mean · directions: where the mean image lies, and so the thresholds that centre a projection. */
    float[] thresholds(FMatrixRMaj directions) {
        double[] sum = new double[directions.numCols];
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += (double) mean[i] * directions.get(i, j);
            }
        }
        float[] thresholds = new float[sum.length];
        for (int j = 0; j < sum.length; j++) {
            thresholds[j] = (float) sum[j];
        }
        return thresholds;
    }
}
