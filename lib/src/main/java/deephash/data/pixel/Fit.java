package deephash.data.pixel;

/** How an image comes to the square shape that a model is given. */
public enum Fit {
    /** The whole image, squeezed or stretched to the square; the paper's way, and that of most published code. */
    STRETCH,
    /** The largest square in the middle of the image; what lies outside is lost, nothing is distorted. */
    CROP,
    /** The whole image, undistorted, in the middle of a black square. */
    PAD,
    /**
     * A black border of one fourteenth of each side, then as {@link #STRETCH}. A 28×28 digit or garment becomes 32×32
     * with every pixel kept exactly, as LeNet had it.
     */
    BORDER
}
