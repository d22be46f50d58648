package deephash.hash;

import deephash.data.image.Images;

/**
 * Turns images into real values that are compared by Euclidean distance: what codes are a shorter form of, and so the
 * reference for what is lost by making bits of them.
 */
public non-sealed interface Embedding extends Retriever {

    /**
     * The features of images, in their order.
     *
     * @param images of the shape it was made for
     * @return shape (size, d), finite
     * @throws IllegalArgumentException if the shape is another
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    float[][] features(Images images);
}
