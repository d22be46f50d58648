package deephash.baseline;

import deephash.data.Images;
import deephash.hash.Binarizer;
import deephash.hash.Threshold;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;

/**
 * Iterative quantisation of the pixels (Gong and Lazebnik, CVPR 2011): principal components, rotated so that the bits
 * share the variance. The best of the baselines, and the one a learned hash should beat.
 */
public final class Itq {

    private Itq() {}

    /**
     * Finds the principal components of the training pixels, then the rotation.
     *
     * @param train what is learned from; evenly spaced ones, if they are very many
     * @param bits the length of a code; at most as many as an image has values
     * @param seed of the search for the principal components
     * @throws IllegalArgumentException if there are fewer training images, or values an image, than bits
     */
    public static Projection fit(Images train, int bits, long seed) {
        PixelMatrix pixels = PixelMatrix.of(train);
        FMatrixRMaj directions = pixels.components("ITQ", bits, seed);
        FMatrixRMaj projected = new FMatrixRMaj(pixels.centred().numRows, bits);
        CommonOps_MT_FDRM.mult(pixels.centred(), directions, projected);
        Binarizer rotation = new Threshold.Itq(50, seed).fit(PixelMatrix.rows(projected));
        FMatrixRMaj rotated = new FMatrixRMaj(directions.numRows, bits);
        CommonOps_FDRM.mult(directions, new FMatrixRMaj(rotation.projection()), rotated);
        Binarizer binarizer = new Binarizer("itq", pixels.thresholds(rotated), PixelMatrix.rows(rotated));
        return new Projection("ITQ", train.pixels(), binarizer);
    }
}
