package deephash.baseline;

import deephash.data.image.Images;
import deephash.hash.Binarizer;
import deephash.hash.Embedding;
import deephash.hash.FeatureHasher;
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
     * @return the fitted hasher
     * @throws IllegalArgumentException if there are fewer training images, or values an image, than bits
     */
    public static Projection fit(Images train, int bits, long seed) {
        return new Projection("ITQ", train.pixels(), binarizer(PixelMatrix.of(train), bits, seed, false));
    }

    /**
     * Finds the principal components of the training features, then the rotation.
     *
     * @param embedding gives the features
     * @param train images to learn from
     * @param bits the length of a code; at most as many as an image has features
     * @param seed of the search for the principal components
     * @return the hasher
     * @throws IllegalArgumentException if there are fewer training images, or features an image, than bits
     */
    public static FeatureHasher fit(Embedding embedding, Images train, int bits, long seed) {
        PixelMatrix features = PixelMatrix.of(embedding.features(train));
        return new FeatureHasher("ITQ on " + embedding.name(), embedding, binarizer(features, bits, seed, false));
    }

    /**
     * The same with all principal components brought to one variance before the rotation. It takes the kind of a
     * picture out of the features and leaves what tells pictures apart: right to find copies, wrong to find others of
     * the same kind.
     *
     * @param embedding gives the features
     * @param train images to learn from
     * @param bits the length of a code; at most as many as an image has features
     * @param seed of the search for the principal components
     * @return the hasher
     * @throws IllegalArgumentException if there are fewer training images, or features an image, than bits
     */
    public static FeatureHasher whitened(Embedding embedding, Images train, int bits, long seed) {
        PixelMatrix features = PixelMatrix.of(embedding.features(train));
        return new FeatureHasher(
                "whitened ITQ on " + embedding.name(), embedding, binarizer(features, bits, seed, true));
    }

    private static Binarizer binarizer(PixelMatrix values, int bits, long seed, boolean whitened) {
        FMatrixRMaj directions = values.components("ITQ", bits, seed);
        FMatrixRMaj projected = new FMatrixRMaj(values.centred().numRows, bits);
        CommonOps_MT_FDRM.mult(values.centred(), directions, projected);
        if (whitened) {
            float[] scales = scales(projected);
            CommonOps_FDRM.multCols(directions, scales);
            CommonOps_FDRM.multCols(projected, scales);
        }
        Binarizer rotation = new Threshold.Itq(50, seed).fit(PixelMatrix.rows(projected));
        FMatrixRMaj rotated = new FMatrixRMaj(directions.numRows, bits);
        CommonOps_FDRM.mult(directions, new FMatrixRMaj(rotation.projection()), rotated);
        return new Binarizer("itq", values.thresholds(rotated), PixelMatrix.rows(rotated));
    }

    /** One over the deviation of each column. */
    private static float[] scales(FMatrixRMaj centred) {
        float[] scales = new float[centred.numCols];
        for (int j = 0; j < scales.length; j++) {
            double squares = 0;
            for (int i = 0; i < centred.numRows; i++) {
                squares += Math.pow(centred.get(i, j), 2);
            }
            scales[j] = squares == 0 ? 0 : (float) Math.sqrt(centred.numRows / squares);
        }
        return scales;
    }
}
