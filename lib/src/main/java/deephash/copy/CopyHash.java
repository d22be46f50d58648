package deephash.copy;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.file.WholeFile;
import deephash.hash.Binarizer;
import deephash.hash.Hasher;
import deephash.hash.Matching;
import deephash.model.ModelFormatException;
import deephash.progress.Parallel;
import deephash.train.contrastive.ContrastiveOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A learned hash for finding copies of a picture, also where it was cropped, turned, framed, written on or recoloured.
 * {@link #bundled()} works at once and offline: its network was trained on pictures that were generated, and runs in
 * plain Java. What it finds and what it misses is measured in {@code tests/bench/copies.md}.
 *
 * <pre>{@code
 * var hash = CopyHash.bundled();                     // 256 bits, one pass of the network
 * var codes = DeepHash.hash(hash, photos);           // photos: loaded in colour, 64 pixels or more
 * hash.mirrored();                                   // two passes: a mirror image has the same code
 * hash.thorough();                                   // four passes, two codes a picture: more crops, and borders
 * hash.fittedOn(photos);                             // bits chosen for these photos
 * CopyHash.train(photos);                            // a network of their own
 * }</pre>
 *
 * <p>Images of any shape are taken. Grey ones work, but colour is part of what a code says, so compare codes of like
 * with like. Immutable and safe from several threads.
 */
public final class CopyHash implements Hasher {

    /** The side of the middle of a picture that {@link #thorough} looks at, as a share of the whole. */
    public static final double MIDDLE = 0.8;

    private static final String BUNDLED = "copyhash.safetensors";
    private static final int IMAGES_A_CHUNK = CopyNetwork.AT_ONCE;

    private final CopyModel model;
    private final CopyNetwork network;
    private final int bits;
    private final boolean mirrored;
    private final Binarizer binarizer;

    CopyHash(CopyModel model, CopyNetwork network, int bits, boolean mirrored, Binarizer binarizer) {
        this.model = model;
        this.network = network;
        this.bits = bits;
        this.mirrored = mirrored;
        this.binarizer = binarizer;
    }

    CopyHash(CopyModel model) {
        this(
                model,
                model.ready(),
                model.single().lastKey(),
                false,
                model.binarizer(model.single().lastKey(), false));
    }

    /** Read when it is first asked for, and kept. */
    private static final class Bundled {
        static final CopyHash HASH = read();

        private static CopyHash read() {
            try (InputStream stream = CopyHash.class.getResourceAsStream(BUNDLED)) {
                if (stream == null) {
                    throw new IllegalStateException(
                            "This build of DeepHash has no bundled copy hash. Train one:" + " CopyHash.train(photos).");
                }
                return new CopyHash(CopyFile.read(stream.readAllBytes(), "The bundled copy hash"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The hash that comes with DeepHash, of 256 bits.
     *
     * @return the same every time
     */
    public static CopyHash bundled() {
        return Bundled.HASH;
    }

    /**
     * Trains a hash on one's own pictures, without labels, in some minutes. Shows a bar. Interrupted, it returns what
     * was reached, and says so.
     *
     * @param photos in colour, 64 pixels, at least some thousands, all of them different
     * @return a hash of 256 bits, fitted on the photos
     * @throws IllegalArgumentException if there are fewer than 600
     */
    public static CopyHash train(Images photos) {
        return train(photos, ContrastiveOptions.of(Math.max(400, Math.min(1600, photos.size() / 32)), 7));
    }

    /**
     * Trains a hash on one's own pictures, without labels.
     *
     * @param photos in colour, 64 pixels, at least some thousands, all of them different
     * @param options how
     * @return a hash of the longest of the lengths of code, fitted on the photos
     * @throws IllegalArgumentException if there are too few photos for a step or for fitting the longest code
     */
    public static CopyHash train(Images photos, ContrastiveOptions options) {
        return new CopyHash(CopyTraining.of(photos, options));
    }

    /**
     * A hash that was saved.
     *
     * @param file as {@link #save} writes it
     * @return with its longest code, as fitted when it was trained
     * @throws ModelFormatException if it is no such file, or damaged
     * @throws IOException if it cannot be read
     */
    public static CopyHash load(Path file) throws IOException {
        return new CopyHash(CopyFile.read(Files.readAllBytes(file), "\"" + file + "\""));
    }

    /**
     * Saves the network and how its values become bits, in the safetensors format. A fit on one's own images ({@link
     * #fittedOn}) is not saved, since it takes seconds: fit anew.
     *
     * @param file must not be there
     * @throws IOException if it is, or cannot be written
     */
    public void save(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        WholeFile.write(file, CopyFile.write(model));
    }

    /**
     * The same network with another length of code.
     *
     * @param bits 64 or 256 for the bundled one
     * @return bits as fitted in training
     * @throws IllegalArgumentException if there is none; says which there are
     */
    public CopyHash bits(int bits) {
        return new CopyHash(model, network, bits, mirrored, model.binarizer(bits, mirrored));
    }

    /**
     * The same with the mean of a picture and its mirror image, so that both have one code. Twice the time.
     *
     * @return bits as fitted in training
     */
    public CopyHash mirrored() {
        return new CopyHash(model, network, bits, true, model.binarizer(bits, true));
    }

    /**
     * The same with bits that say most about these images: their values are whitened, turned and cut anew. Codes of two
     * fits do not compare.
     *
     * @param images of the kind that will be searched, some thousands; at least 2 · bits
     * @return the fitted hash
     * @throws IllegalArgumentException if there are too few
     */
    public CopyHash fittedOn(Images images) {
        if (images.size() < 2 * bits) {
            throw new IllegalArgumentException(
                    "Fitting " + bits + " bits takes at least " + 2 * bits + " images, better" + " some thousands, not "
                            + images.size() + ". Without fitting, any number will do.");
        }
        return new CopyHash(model, network, bits, mirrored, Whitening.fit(values(images)));
    }

    /**
     * Four passes instead of one: pictures are compared whole, and the whole of one with the middle of the other, each
     * with its mirror image. Finds copies with a border, and more crops; takes four times the time and twice the room.
     *
     * @return for {@code DeepHash.robustness(hash.thorough(), photos)} and for searching
     */
    public Matching thorough() {
        return Matching.centreCrop(mirrored ? this : mirrored(), MIDDLE).named("copy hash, thorough");
    }

    /**
     * Where the network comes from: seed, pictures, steps, versions.
     *
     * @return by name
     */
    public SortedMap<String, String> facts() {
        return model.facts();
    }

    @Override
    public String name() {
        return mirrored ? "copy hash, mirrored" : "copy hash";
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public Optional<Pixels> input() {
        return Optional.of(Pixels.colour(ViewPairs.FROM));
    }

    @Override
    public HashCodes hash(Images images) {
        int perCode = (bits + 63) / 64;
        long[] words = new long[Math.multiplyExact(images.size(), perCode)];
        Parallel.chunks("Hashing with the " + name(), "images", images.size(), IMAGES_A_CHUNK, (from, to) -> {
            float[][] values = values(images, from, to);
            System.arraycopy(binarizer.codes(values).toWords(), 0, words, from * perCode, (to - from) * perCode);
        });
        return HashCodes.of(bits, words);
    }

    CopyModel model() {
        return model;
    }

    CopyNetwork network() {
        return network;
    }

    float[][] values(Images images) {
        float[][] values = new float[images.size()][];
        Parallel.chunks("Looking at images", "images", images.size(), IMAGES_A_CHUNK, (from, to) -> {
            System.arraycopy(values(images, from, to), 0, values, from, to - from);
        });
        return values;
    }

    private float[][] values(Images images, int from, int to) {
        float[][] views = new float[to - from][];
        float[][] mirrors = new float[mirrored ? to - from : 0][];
        for (int i = 0; i < views.length; i++) {
            views[i] = Planes.small(images, from + i);
            if (mirrored) {
                mirrors[i] = Planes.mirrored(views[i], CopyNetwork.SIDE);
                Planes.standardise(mirrors[i], 0, CopyNetwork.SIDE * CopyNetwork.SIDE);
            }
            Planes.standardise(views[i], 0, CopyNetwork.SIDE * CopyNetwork.SIDE);
        }
        float[][] values = network.values(views, bits);
        float[][] others = network.values(mirrors, bits);
        for (int i = 0; i < others.length; i++) {
            for (int j = 0; j < bits; j++) {
                values[i][j] = (values[i][j] + others[i][j]) / 2;
            }
        }
        return values;
    }

    @Override
    public String toString() {
        return name() + ", " + bits + " bits";
    }
}
