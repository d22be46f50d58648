package deephash.baseline;

import deephash.data.Images;
import deephash.hash.Binarizer;
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
     */
    public static Projection fit(Images train, int bits, long seed) {
        PixelMatrix pixels = PixelMatrix.of(train);
        FMatrixRMaj planes = PixelMatrix.gaussian(train.pixels().count(), bits, seed);
        Binarizer binarizer = new Binarizer("mean", pixels.thresholds(planes), PixelMatrix.rows(planes));
        return new Projection("LSH", train.pixels(), binarizer);
    }
}
