package deephash.hash;

import deephash.code.HashCodes;
import deephash.data.image.Images;

/**
 * The codes of an embedding: real values, cut to bits.
 *
 * @param name for tables: {@code "ITQ on efficientnet-lite0"}
 * @param embedding gives the real values
 * @param binarizer cuts them
 */
public record FeatureHasher(String name, Embedding embedding, Binarizer binarizer) implements Hasher {

    @Override
    public int bits() {
        return binarizer.bits();
    }

    @Override
    public HashCodes hash(Images images) {
        return binarizer.codes(embedding.features(images));
    }

    @Override
    public String toString() {
        return name + ", " + bits() + " bits";
    }
}
