package deephash.model;

import deephash.code.HashCodes;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.drawing.AttentionMaps;
import deephash.drawing.LatentMap;
import deephash.drawing.NetworkDrawing;
import deephash.drawing.Traversal;
import deephash.hash.Binarizer;
import deephash.hash.Embedding;
import deephash.hash.Hasher;
import deephash.hash.Threshold;
import deephash.metric.Quantisation;
import deephash.model.block.AutoEncoder;
import deephash.model.block.HeadKind;
import deephash.model.engine.Weights;
import deephash.result.History;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A trained network. It turns images into codes, h_j = 1 if μ_j(x) &gt; θ_j with μ the latent means (Eqs. 1 to 3 of the
 * paper), and latents into images. Immutable; all its data lie on the heap.
 */
public final class HashModel implements Hasher {

    private static final String ELBO = "ELBO";

    private final Architecture architecture;
    private final Pixels pixels;
    private final int bits;
    private final Likelihood likelihood;
    private final Weights weights;
    private final Binarizer binarizer;
    private final History history;
    private final Ending ending;
    private final Provenance provenance;

    /**
     * A trained network.
     *
     * @param architecture what was built
     * @param pixels the shape of its images
     * @param bits d
     * @param likelihood how its decoder's values are read
     * @param weights what was learned
     * @param binarizer θ, fitted
     * @param history how the training went
     * @param ending how it ended
     * @param provenance where it comes from
     */
    public HashModel(
            Architecture architecture,
            Pixels pixels,
            int bits,
            Likelihood likelihood,
            Weights weights,
            Binarizer binarizer,
            History history,
            Ending ending,
            Provenance provenance) {
        if (binarizer.features() != bits) {
            throw new IllegalArgumentException(
                    "The latent has " + bits + " values, but the thresholds take " + binarizer.features() + ".");
        }
        this.architecture = architecture;
        this.pixels = pixels;
        this.bits = bits;
        this.likelihood = likelihood;
        this.weights = weights;
        this.binarizer = binarizer;
        this.history = history;
        this.ending = ending;
        this.provenance = provenance;
    }

    /**
     * {@code "CSVAE"}, {@code "untrained CVAE"}; with the threshold where it is not the paper's mean: {@code "CSVAE,
     * itq"}.
     */
    @Override
    public String name() {
        return binarizer.threshold().equals("mean") ? networkName() : networkName() + ", " + binarizer.threshold();
    }

    private String networkName() {
        String objective = provenance.facts().getOrDefault("options.objective", ELBO);
        return (ending == Ending.UNTRAINED ? "untrained " : "")
                + architecture.name()
                + (objective.equals(ELBO) || ending == Ending.UNTRAINED ? "" : " " + objective);
    }

    @Override
    public int bits() {
        return bits;
    }

    /** What was built. */
    public Architecture architecture() {
        return architecture;
    }

    /** The shape of the images it hashes. */
    public Pixels pixels() {
        return pixels;
    }

    @Override
    public Optional<Pixels> input() {
        return Optional.of(pixels());
    }

    /** How the decoder's values are read. */
    public Likelihood likelihood() {
        return likelihood;
    }

    /** What was learned. */
    public Weights weights() {
        return weights;
    }

    /** How the training went. */
    public History history() {
        return history;
    }

    /** How the training ended. */
    public Ending ending() {
        return ending;
    }

    /** Whether the training was stopped by the user before its end. */
    public boolean interrupted() {
        return ending == Ending.INTERRUPTED;
    }

    /** Where it comes from: options, data, versions, machine. */
    public Provenance provenance() {
        return provenance;
    }

    /**
     * Saves it as a folder of open formats; a model that is there already is replaced.
     *
     * @param folder made if it is missing
     * @throws IllegalArgumentException if the folder exists and is no saved model
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void save(Path folder) {
        ModelFolder.save(this, folder, Map.of());
    }

    /**
     * Reads a saved model.
     *
     * @param folder of a saved model
     * @return the model
     * @throws ModelFormatException if the folder holds no model, a damaged one, or one of a newer version
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static HashModel load(Path folder) {
        return ModelFolder.load(folder);
    }

    /**
     * Reads a saved model of an architecture of your own.
     *
     * @param folder of a saved model
     * @param own equal to the one it was trained with
     * @return the model
     * @throws ModelFormatException if the folder holds no model, a damaged one, one of a newer version, or one of
     *     another architecture
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static HashModel load(Path folder, Architecture own) {
        return ModelFolder.load(folder, own);
    }

    /** How many numbers it learned. */
    public long parameterCount() {
        return weights.size();
    }

    /** θ: how latent means become bits. */
    public Binarizer binarizer() {
        return binarizer;
    }

    /**
     * The same network with other thresholds, which its provenance then names.
     *
     * @param fitted thresholds for codes of the same length
     * @return the changed model
     */
    public HashModel binarizer(Binarizer fitted) {
        return new HashModel(
                architecture,
                pixels,
                bits,
                likelihood,
                weights,
                fitted,
                history,
                ending,
                provenance.with("options.threshold", fitted.threshold()));
    }

    /**
     * The same network with another kind of threshold: {@code model.threshold(ITQ, data.train().images())}.
     *
     * @param kind how latent means become bits
     * @param images it learns from, as a rule those of the training split
     * @return the changed model
     */
    public HashModel threshold(Threshold kind, Images images) {
        return binarizer(kind.fit(features(images)));
    }

    @Override
    public HashCodes hash(Images images) {
        return binarizer.codes(features(images));
    }

    /**
     * The latent means of images: what is cut into bits.
     *
     * @param images of the shape the network was trained on
     * @return shape (size, d)
     * @throws IllegalArgumentException if the shape is another
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public float[][] features(Images images) {
        return latent().features(images);
    }

    /** The latent means as real values, compared by Euclidean distance: what is lost by cutting them into bits. */
    public Embedding latent() {
        return new ModelFeatures(this, networkName() + " μ", AutoEncoder::means);
    }

    /**
     * What the encoder gives before the head, as real values: {@code Baseline.ITQ.fit(model.encoder(), train, 64, 1)}
     * makes codes of them.
     */
    public Embedding encoder() {
        return new ModelFeatures(this, networkName() + " features", AutoEncoder::encoded);
    }

    /**
     * How sharply the thresholds cut the latent means of images: what quantising costs, bit by bit.
     *
     * @param images of the shape the network was trained on
     * @return one entry a bit
     */
    public Quantisation quantisation(Images images) {
        return Quantisation.of(binarizer.margins(features(images)));
    }

    /**
     * Images through the network and back: the decoder's image of their latent means.
     *
     * @param images of the shape the network was trained on
     * @return as many images of the same shape
     * @throws UnsupportedOperationException if it has no decoder
     */
    public Images reconstruct(Images images) {
        return decode(features(images));
    }

    /**
     * The images of latents, for instance on a line between two latent means.
     *
     * @param latents shape (n, d)
     * @return n images
     * @throws IllegalArgumentException if a row has another length
     * @throws UnsupportedOperationException if it has no decoder
     */
    public Images decode(float[][] latents) {
        if (!paints()) {
            throw new UnsupportedOperationException("This " + name() + " cannot make images: "
                    + provenance.fact("options.objective") + ", which it was trained with, needs no decoder, so it has"
                    + " none. To reconstruct, decode or traverse, train with the ELBO: objective(ELBO).");
        }
        for (float[] row : latents) {
            if (row.length != bits) {
                throw new IllegalArgumentException(
                        "A latent of this model has " + bits + " values, not " + row.length + ".");
            }
        }
        return LatentDecoder.of(this, latents);
    }

    /** The network, layer by layer, with shapes and parameters. */
    public NetworkDrawing network() {
        return NetworkPlan.of(architecture.name(), build());
    }

    /**
     * What single units of the latent paint: those whose means vary most over {@code images}, each moved from three
     * standard deviations below its mean to three above, while the others stay as they are for the first image.
     *
     * @param images of the shape the network was trained on, at least 2; a split shows best how far units move
     * @param units how many
     * @return the pictures
     */
    public Traversal traversal(Images images, int units) {
        return LatentViews.traversal(this, images, units);
    }

    /**
     * The latent means of a split on the two axes along which they vary most, with the images where they lie.
     *
     * @param split whose images are shown
     * @return the map
     */
    public LatentMap latentMap(Split split) {
        return LatentViews.map(this, split);
    }

    /**
     * How each SimAM of the encoder weighs the positions of images, drawn over them; the first 12 are shown.
     *
     * @param images of the model's shape
     * @return the maps
     * @throws IllegalArgumentException if the encoder has no SimAM
     */
    public AttentionMaps attention(Images images) {
        requireShape(images);
        return LatentViews.attention(this, images);
    }

    /** The network that the weights are of, without values. */
    AutoEncoder build() {
        AutoEncoder network = architecture.build(pixels, bits);
        return paints() ? network : network.withoutDecoder(HeadKind.of(weights));
    }

    /** Whether it has a decoder, and so can make images of latents. */
    public boolean paints() {
        return weights.hasDecoder();
    }

    void requireShape(Images images) {
        if (!images.pixels().equals(pixels)) {
            throw new IllegalArgumentException("This " + name() + " was trained on " + pixels
                    + " images, but was given " + images.pixels() + ". Load the data at " + pixels + ".");
        }
    }

    /** A few lines: what it is, how large, how it was trained and where. */
    @Override
    public String toString() {
        return ModelText.of(this);
    }
}
