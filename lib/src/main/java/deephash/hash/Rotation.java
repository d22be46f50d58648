package deephash.hash;

import deephash.progress.Screen;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;
import org.ejml.dense.row.factory.DecompositionFactory_FDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F32;

/** Rotations of a feature space: random ones, and the one ITQ learns. */
final class Rotation {

    private Rotation() {}

    /** A random rotation or reflection of d dimensions, uniformly distributed, shape (d, d). */
    static FMatrixRMaj random(int d, SplittableRandom random) {
        FMatrixRMaj gaussian = new FMatrixRMaj(d, d);
        for (int i = 0; i < gaussian.data.length; i++) {
            gaussian.data[i] = (float) random.nextGaussian();
        }
        QRDecomposition<FMatrixRMaj> qr = DecompositionFactory_FDRM.qr(d, d);
        qr.decompose(gaussian);
        return qr.getQ(null, false);
    }

    /**
     * Iterative quantisation: B = sign(V R), then R = Ŝ Sᵀ from the SVD of Bᵀ V = S Ω Ŝᵀ, in turns.
     *
     * @param centred shape (items, d), mean 0
     * @return shape (d, d)
     */
    static float[][] itq(float[][] centred, int iterations, SplittableRandom random) {
        int d = centred[0].length;
        FMatrixRMaj v = new FMatrixRMaj(centred);
        FMatrixRMaj rotation = random(d, random);
        FMatrixRMaj rotated = new FMatrixRMaj(v.numRows, d);
        FMatrixRMaj product = new FMatrixRMaj(d, d);
        try (Screen.Bar bar = Screen.current().bar("Learning an ITQ rotation", iterations, "iterations")) {
            for (int i = 0; i < iterations; i++) {
                Screen.checkInterrupted("Learning an ITQ rotation");
                CommonOps_MT_FDRM.mult(v, rotation, rotated);
                for (int k = 0; k < rotated.data.length; k++) {
                    rotated.data[k] = rotated.data[k] > 0 ? 1 : -1;
                }
                CommonOps_MT_FDRM.multTransA(rotated, v, product);
                SingularValueDecomposition_F32<FMatrixRMaj> svd =
                        DecompositionFactory_FDRM.svd(d, d, true, true, false);
                if (!svd.decompose(product)) {
                    break;
                }
                CommonOps_FDRM.multTransB(svd.getV(null, false), svd.getU(null, false), rotation);
                bar.step(1);
            }
        }
        float[][] rows = new float[d][d];
        for (int r = 0; r < d; r++) {
            System.arraycopy(rotation.data, r * d, rows[r], 0, d);
        }
        return rows;
    }
}
