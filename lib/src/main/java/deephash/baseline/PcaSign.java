package deephash.baseline;

import deephash.code.HashCodes;
import deephash.data.Images;
import deephash.hash.Binarizer;
import deephash.hash.Hasher;
import org.ejml.data.FMatrixRMaj;

/**
 * The signs of the principal components of the pixels: on which side of the mean image an image lies, along each of the
 * directions of largest variance. Late bits say little, and early ones are correlated with brightness; ITQ is the cure.
 */
public final class PcaSign implements Hasher {

    private final Projection projection;

    private PcaSign(Projection projection) {
        this.projection = projection;
    }

    /**
     * Finds the principal components of the training pixels.
     *
     * @param train what is learned from; evenly spaced ones, if they are very many
     * @param bits the length of a code; at most as many as an image has values
     * @param seed of the search for the principal components
     * @throws IllegalArgumentException if there are fewer training images, or values an image, than bits
     */
    public static PcaSign fit(Images train, int bits, long seed) {
        PixelMatrix pixels = PixelMatrix.of(train);
        FMatrixRMaj directions = pixels.components("PCA-sign", bits, seed);
        Binarizer binarizer = new Binarizer("mean", pixels.thresholds(directions), PixelMatrix.rows(directions));
        return new PcaSign(new Projection("PCA-sign", train.pixels(), binarizer));
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
