package deephash.baseline;

import deephash.code.HashCodes;
import deephash.data.Images;
import deephash.hash.Binarizer;
import deephash.hash.Hasher;
import org.ejml.data.FMatrixRMaj;

/**
 * Locality-sensitive hashing (Charikar 2002): on which side of random planes through the mean image an image lies.
 */
public final class Lsh implements Hasher {

    private final Projection projection;

    private Lsh(Projection projection) {
        this.projection = projection;
    }

    /**
     * Draws the planes.
     *
     * @param train images whose mean the planes go through
     * @param bits the length of a code: how many planes
     * @param seed equal seeds give equal planes
     */
    public static Lsh fit(Images train, int bits, long seed) {
        PixelMatrix pixels = PixelMatrix.of(train);
        FMatrixRMaj planes = PixelMatrix.gaussian(train.pixels().count(), bits, seed);
        Binarizer binarizer = new Binarizer("mean", pixels.thresholds(planes), PixelMatrix.rows(planes));
        return new Lsh(new Projection("LSH", train.pixels(), binarizer));
    }

    /** The linear map of the pixels (each in [0, 1]) and its thresholds. */
    public Binarizer binarizer() {
        return projection.binarizer();
    }

    @Override
    public String name() {
        return projection.name();
    }

    @Override
    public int bits() {
        return projection.binarizer().bits();
    }

    @Override
    public HashCodes hash(Images images) {
        return projection.codes(images);
    }

    @Override
    public String toString() {
        return name() + ", " + bits() + " bits, fitted to images of " + projection.pixels();
    }
}
