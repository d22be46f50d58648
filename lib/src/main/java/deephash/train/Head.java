package deephash.train;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.hash.Binarizer;
import deephash.hash.Embedding;
import deephash.hash.Hasher;
import deephash.hash.HeadValues;
import deephash.model.Provenance;
import deephash.result.History;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A hasher that was trained over an encoder that is not trained.
 *
 * <pre>{@code
 * head.save(Path.of("kinds.safetensors"));            // some 1 MB; the encoder stays where it is
 * Head.load(Path.of("kinds.safetensors"));            // finds the encoder's file again, by path and content
 * Head.load(Path.of("kinds.safetensors"), encoder);   // where it lies elsewhere by now
 * }</pre>
 *
 * @param name {@code "DPN on efficientnet-lite0"}
 * @param values what the codes are cut from
 * @param binarizer cuts them
 * @param history how the training went
 * @param provenance its options, data, versions and machine
 */
public record Head(String name, HeadValues values, Binarizer binarizer, History history, Provenance provenance)
        implements Hasher {

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

    /**
     * Saves it in one file, in the open safetensors format. The encoder is not saved, but named: by its file and that
     * file's SHA-256, or by its name if it has no file.
     *
     * @param file to be written; a head that is there already is replaced
     * @throws IllegalArgumentException if the file is there and is no head
     * @throws IOException if it cannot be written; what was there is then as before
     */
    public void save(Path file) throws IOException {
        HeadFile.write(this, file);
    }

    /**
     * Reads a saved head over an encoder that lies where it lay, or beside the head.
     *
     * @param file as {@link #save} wrote it
     * @return the head; an encoder that this computer's user has not trusted before says so when it is used
     * @throws deephash.model.ModelFormatException if the file is no head, damaged, or of a newer version
     * @throws IllegalArgumentException if the encoder is not there, or is another by now; says which is meant
     * @throws IOException if a file cannot be read
     */
    public static Head load(Path file) throws IOException {
        return HeadFile.read(file);
    }

    /**
     * Reads a saved head over an encoder that is given.
     *
     * @param file as {@link #save} wrote it
     * @param embedding gives the features that the head was trained on
     * @return the head
     * @throws deephash.model.ModelFormatException if the file is no head, damaged, or of a newer version
     * @throws IllegalArgumentException if the head was trained on another encoder; says on which
     * @throws IOException if the file cannot be read
     */
    public static Head load(Path file, Embedding embedding) throws IOException {
        return HeadFile.read(file, embedding);
    }

    @Override
    public String toString() {
        return name + ", " + bits() + " bits, " + history.epochs().size() + " epochs, over " + values.embedding();
    }
}
