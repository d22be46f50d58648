package deephash.encoder;

import deephash.code.Digests;
import deephash.data.image.Images;
import deephash.hash.Embedding;
import deephash.model.engine.Prefetch;
import deephash.picture.Picture;
import deephash.progress.Screen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A network that others trained, in a TorchScript or ONNX file: turns images into real values.
 *
 * <pre>{@code
 * var lite = Encoder.load("efficientnet-lite0.pt");          // ./deephash encoder efficientnet-lite0 makes it
 * DeepHash.evaluate(lite, data);                             // real values, as a reference
 * DeepHash.evaluate(Baseline.ITQ.fit(lite, data.train().images(), 64, 1), data);
 *
 * Encoder.load("sscd.pt", Preparation.imageNet(288).squash()).trusted();
 * }</pre>
 *
 * How images must be prepared for the network is stated in the file, beside it, or in code; see {@link Preparation}.
 * The features of 256 images or more are computed once and kept in the cache, by the content of the file and of the
 * images.
 */
public final class Encoder implements Embedding {

    private static final int BATCH = 32;

    private final Path file;
    private final NetworkFormat format;
    private final String digest;
    private final Preparation preparation;
    private final boolean trusted;
    private final boolean originals;

    private Encoder(
            Path file,
            NetworkFormat format,
            String digest,
            Preparation preparation,
            boolean trusted,
            boolean originals) {
        this.file = file;
        this.format = format;
        this.digest = digest;
        this.preparation = preparation;
        this.trusted = trusted;
        this.originals = originals;
    }

    /**
     * Reads what a network says it wants. Nothing of it runs yet.
     *
     * @param file TorchScript or ONNX, with {@code preprocessor_config.json} inside or beside it
     * @return the encoder; if it is TorchScript that this computer's user has not trusted before, say {@link #trusted}
     *     next
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no encoder, or does not say what it wants
     * @throws IllegalStateException if it is ONNX and the module that reads ONNX is not loaded; says how to load it
     */
    public static Encoder load(String file) throws IOException {
        return load(Path.of(file));
    }

    /**
     * Reads what a network says it wants. Nothing of it runs yet.
     *
     * @param file TorchScript or ONNX, with {@code preprocessor_config.json} inside or beside it
     * @return the encoder; if it is TorchScript that this computer's user has not trusted before, say {@link #trusted}
     *     next
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no encoder, or does not say what it wants
     * @throws IllegalStateException if it is ONNX and the module that reads ONNX is not loaded; says how to load it
     */
    public static Encoder load(Path file) throws IOException {
        NetworkFormat format = EncoderFile.format(file);
        Preparation stated = PreparationFile.of(file, format)
                .orElseThrow(() -> new IllegalArgumentException("\"" + file
                        + "\" does not say what its network wants its images to be, and a guess costs quality without"
                        + " an error. Put " + PreparationFile.NAME + " beside it, or state it in code:"
                        + " Encoder.load(file, Preparation.imageNet(224)), and see Preparation for the rest."));
        return load(file, format, stated);
    }

    /**
     * Takes a network with what it wants stated in code, whatever the file says.
     *
     * @param file TorchScript or ONNX
     * @param preparation what the network was trained on
     * @return the encoder; if it is TorchScript that this computer's user has not trusted before, say {@link #trusted}
     *     next
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no encoder
     * @throws IllegalStateException if it is ONNX and the module that reads ONNX is not loaded; says how to load it
     */
    public static Encoder load(String file, Preparation preparation) throws IOException {
        return load(Path.of(file), preparation);
    }

    /**
     * Takes a network with what it wants stated in code, whatever the file says.
     *
     * @param file TorchScript or ONNX
     * @param preparation what the network was trained on
     * @return the encoder; if it is TorchScript that this computer's user has not trusted before, say {@link #trusted}
     *     next
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no encoder
     * @throws IllegalStateException if it is ONNX and the module that reads ONNX is not loaded; says how to load it
     */
    public static Encoder load(Path file, Preparation preparation) throws IOException {
        return load(file, EncoderFile.format(file), preparation);
    }

    private static Encoder load(Path file, NetworkFormat format, Preparation preparation) throws IOException {
        String digest = Digests.of(file, "SHA-256");
        return new Encoder(file, format, digest, preparation, !format.runsCode() || Trusted.has(digest), false);
    }

    /**
     * Says that the file comes from someone whose programs one would run: a TorchScript file holds code, and loading it
     * runs that code. Said once for a content, this computer remembers it. An ONNX file holds no code and needs no such
     * word.
     *
     * @return the encoder, ready to be used
     */
    public Encoder trusted() {
        if (!trusted) {
            Trusted.add(digest, file);
        }
        return new Encoder(file, format, digest, preparation, true, originals);
    }

    /**
     * The same network on images of another size, for networks that take any, as convolutional ones do.
     *
     * @param pixels height and width
     * @return the encoder
     */
    public Encoder size(int pixels) {
        return new Encoder(file, format, digest, preparation.size(pixels), trusted, originals);
    }

    /**
     * The same network on the images as they were found, at full size and in colour, instead of the pixels that a data
     * set was loaded with. Slower, and better where the data set is loaded smaller than the network wants.
     *
     * @return the encoder
     */
    public Encoder ofOriginals() {
        return new Encoder(file, format, digest, preparation, trusted, true);
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName()).replaceFirst("\\.(pt|pth|ts|torchscript|onnx)$", "");
    }

    /**
     * Where the network lies.
     *
     * @return the file it was loaded from, as it was named
     */
    public Path file() {
        return file;
    }

    /**
     * Whether it looks at images as they were found, see {@link #ofOriginals}.
     *
     * @return false unless that was asked for
     */
    public boolean takesOriginals() {
        return originals;
    }

    /**
     * What is done to images before the network sees them.
     *
     * @return as the file states it, or as it was stated in code
     */
    public Preparation preparation() {
        return preparation;
    }

    /**
     * What tells this file from others.
     *
     * @return its SHA-256, in hexadecimal
     */
    public String digest() {
        return digest;
    }

    @Override
    public float[][] features(Images images) {
        requireTrust();
        String recipe = digest + "\n" + preparation + (originals ? "\noriginals" : "");
        return FeatureStore.keptOr(name(), recipe, images, () -> compute(images));
    }

    private void requireTrust() {
        if (!trusted) {
            throw new IllegalStateException(
                    "\"" + file + "\" is a TorchScript file: it holds code, which runs when it is"
                            + " loaded. If you trust where it comes from, say so once: Encoder.load(\"" + file
                            + "\").trusted(). Its SHA-256 is " + digest + ".");
        }
    }

    private float[][] compute(Images images) {
        float[][] features = new float[images.size()][];
        try (Prefetch<ByteBuffer> ahead = new Prefetch<>();
                Screen.Bar bar = Screen.current().bar("Features of " + name(), images.size(), "images")) {
            if (images.size() > 0) {
                ahead.request(() -> batch(images, 0));
            }
            return format.use(digest, file, network -> {
                for (int from = 0; from < features.length; from += BATCH) {
                    Screen.checkInterrupted("Computing the features of " + name());
                    ByteBuffer pictures = ahead.take();
                    int next = from + BATCH;
                    if (next < features.length) {
                        ahead.request(() -> batch(images, next));
                    }
                    int count = Math.min(BATCH, features.length - from);
                    Outputs.vectors(
                            network.run(
                                    pictures, count, preparation.size(), preparation.size(), preparation.forEngine()),
                            preparation,
                            file,
                            features,
                            from,
                            count);
                    bar.step(count);
                }
                return features;
            });
        }
    }

    /**
     * Images as the network wants them: at its size, in its order of channels.
     *
     * @param images any
     * @return a direct buffer of bytes, (images, size, size, 3)
     */
    public ByteBuffer prepared(Images images) {
        return prepared(images, 0, images.size());
    }

    private ByteBuffer batch(Images images, int from) {
        return prepared(images, from, Math.min(BATCH, images.size() - from));
    }

    private ByteBuffer prepared(Images images, int from, int count) {
        int size = preparation.size();
        ByteBuffer bytes = ByteBuffer.allocateDirect(count * size * size * 3);
        boolean reversed = preparation.order() == Preparation.Order.BGR;
        for (int i = from; i < from + count; i++) {
            Picture picture = preparation.apply(Picture.of(originals ? images.original(i) : images.picture(i)));
            byte[] first = picture.plane(reversed ? 2 : 0);
            byte[] second = picture.plane(1);
            byte[] third = picture.plane(reversed ? 0 : 2);
            byte[] line = new byte[3 * first.length];
            for (int p = 0; p < first.length; p++) {
                line[3 * p] = first[p];
                line[3 * p + 1] = second[p];
                line[3 * p + 2] = third[p];
            }
            bytes.put(line);
        }
        return bytes.flip();
    }

    @Override
    public String toString() {
        return name() + ", a network of " + file + " (SHA-256 " + digest.substring(0, 12) + "…) for images of "
                + preparation + (originals ? ", from the originals" : "")
                + (trusted ? "" : "; not trusted yet, see trusted()");
    }
}
