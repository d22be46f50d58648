package deephash.train;

import deephash.code.HashCodes;
import deephash.data.Images;
import deephash.hash.Binarizer;
import deephash.hash.Embedding;
import deephash.hash.Hasher;
import deephash.hash.HeadValues;
import deephash.result.History;

/**
 * A hasher that was trained over an encoder that stays as it is.
 *
 * @param name {@code "DPN on efficientnet-lite0"}
 * @param values what the codes are cut from
 * @param binarizer cuts them
 * @param history how the training went
 */
public record Head(String name, HeadValues values, Binarizer binarizer, History history) implements Hasher {

    @Override
    public int bits() {
        return binarizer.bits();
    }

    @Override
    public HashCodes hash(Images images) {
        return binarizer.codes(values.features(images));
    }

    /**
     * The real values before they are cut.
     *
     * @return an embedding of {@link #bits} values
     */
    public Embedding latent() {
        return values;
    }

    @Override
    public String toString() {
        return name + ", " + bits() + " bits, " + history.epochs().size() + " epochs, over " + values.embedding();
    }
}
