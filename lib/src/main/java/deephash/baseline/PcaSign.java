package deephash.baseline;

import deephash.data.image.Images;
import deephash.hash.Binarizer;
import deephash.hash.Embedding;
import deephash.hash.FeatureHasher;
import org.ejml.data.FMatrixRMaj;

/**
 * The signs of the principal components of the pixels: on which side of the mean image an image lies, along each of the
 * directions of largest variance. Late bits say little, and early ones are correlated with brightness; ITQ is the cure.
 */
public final class PcaSign {

    private PcaSign() {}

    /**
     * Finds the principal components of the training pixels.
     *
     * @param train what is learned from; evenly spaced ones, if they are very many
     * @param bits the length of a code; at most as many as an image has values
     * @param seed of the search for the principal components
     * @return the fitted hasher
     * @throws IllegalArgumentException if there are fewer training images, or values an image, than bits
     */
    public static Projection fit(Images train, int bits, long seed) {
        PixelMatrix pixels = PixelMatrix.of(train);
        FMatrixRMaj directions = pixels.components("PCA-sign", bits, seed);
        Binarizer binarizer = new Binarizer("mean", pixels.thresholds(directions), PixelMatrix.rows(directions));
        return new Projection("PCA-sign", train.pixels(), binarizer);
    }

    /**
     * Finds the principal components of the training features.
     *
     * @param embedding gives the features
     * @param train images to learn from
     * @param bits the length of a code
     * @param seed equal seeds give equal hashers
     * @return the hasher
     */
    public static FeatureHasher fit(Embedding embedding, Images train, int bits, long seed) {
        PixelMatrix features = PixelMatrix.of(embedding.features(train));
        FMatrixRMaj directions = features.components("PCA-sign", bits, seed);
        Binarizer binarizer = new Binarizer("mean", features.thresholds(directions), PixelMatrix.rows(directions));
        return new FeatureHasher("PCA-sign on " + embedding.name(), embedding, binarizer);
    }
}
