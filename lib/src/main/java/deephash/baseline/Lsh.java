package deephash.baseline;

import deephash.data.image.Images;
import deephash.hash.Binarizer;
import deephash.hash.Embedding;
import deephash.hash.FeatureHasher;
import org.ejml.data.FMatrixRMaj;

/**
 * Locality-sensitive hashing (Charikar 2002): on which side of random planes through the mean image an image lies.
 */
public final class Lsh {

    private Lsh() {}

    /**
     * Draws the planes.
     *
     * @param train images whose mean the planes go through
     * @param bits the length of a code: how many planes
     * @param seed equal seeds give equal planes
     * @return the hasher
     */
    public static Projection fit(Images train, int bits, long seed) {
        PixelMatrix pixels = PixelMatrix.of(train);
        FMatrixRMaj planes = PixelMatrix.gaussian(train.pixels().count(), bits, seed);
        Binarizer binarizer = new Binarizer("mean", pixels.thresholds(planes), PixelMatrix.rows(planes));
        return new Projection("LSH", train.pixels(), binarizer);
    }

    /**
     * Draws the planes through the mean of the training features.
     *
     * @param embedding gives the features
     * @param train images to learn from
     * @param bits the length of a code
     * @param seed equal seeds give equal hashers
     * @return the hasher
     */
    public static FeatureHasher fit(Embedding embedding, Images train, int bits, long seed) {
        PixelMatrix features = PixelMatrix.of(embedding.features(train));
        FMatrixRMaj planes = PixelMatrix.gaussian(features.centred().numCols, bits, seed);
        Binarizer binarizer = new Binarizer("mean", features.thresholds(planes), PixelMatrix.rows(planes));
        return new FeatureHasher("LSH on " + embedding.name(), embedding, binarizer);
    }
}
