package deephash.hash;

import deephash.code.HashCodes;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import java.util.Optional;

/** Turns images into binary codes. A trained model is one; so is every baseline. */
public non-sealed interface Hasher extends Retriever {

    /** The length of its codes. */
    int bits();

    /**
     * The codes of images, in their order.
     *
     * @param images of the shape the hasher was made for
     * @return one code an image
     * @throws IllegalArgumentException if the shape is another
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    HashCodes hash(Images images);

    /**
     * The shape of the images it was made for, to which pictures of other sizes are brought before it hashes them.
     *
     * @return empty if any shape will do
     */
    default Optional<Pixels> input() {
        return Optional.empty();
    }

    /**
     * The codes of a split, with its labels and pictures.
     *
     * @param split whose images are hashed
     * @return one code an image
     */
    default HashCodes hash(Split split) {
        return hash(split.images()).labelled(split.labels()).pictured(split.images());
    }
}
