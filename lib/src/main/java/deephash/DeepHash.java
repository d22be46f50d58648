package deephash;

import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.code.Pictures;
import deephash.data.Datasets;
import deephash.data.KnownDataset;
import deephash.data.LoadOptions;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.drawing.Gallery;
import deephash.drawing.NetworkDrawing;
import deephash.duplicates.Duplicates;
import deephash.duplicates.PhotoHashes;
import deephash.hash.Embedding;
import deephash.hash.Hasher;
import deephash.hash.Retriever;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.result.Comparison;
import deephash.result.Evaluation;
import deephash.robustness.Robustness;
import deephash.robustness.RobustnessReport;
import deephash.study.Study;
import deephash.study.StudyResult;
import deephash.study.Trial;
import deephash.train.Head;
import deephash.train.HeadTrainer;
import deephash.train.OptionsGrid;
import deephash.train.TrainListener;
import deephash.train.TrainOptions;
import deephash.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The front door: load images, train a model, hash with it, evaluate its codes. Each method delegates to the package
 * that does the work, and each result shows itself in a notebook.
 *
 * <pre>{@code
 * var data = DeepHash.load("fashion-mnist-mini");
 * var model = DeepHash.train(CSVAE, data, options().bits(64).epochs(20).seed(7));
 * var codes = DeepHash.hash(model, data.database());
 * HammingIndex.of(codes).search(codes.get(0), 10);
 * DeepHash.evaluate(model, data);
 * }</pre>
 */
public final class DeepHash {

    private DeepHash() {}

    /**
     * Loads a data set with its default pixels and splits.
     *
     * @param nameOrPath a known name ({@code "fashion-mnist-mini"}, {@code "cifar10"}), or a folder of images with one
     *     subfolder per class
     * @return the data set with its three splits
     * @throws deephash.data.source.DatasetException if there is no such set, or it cannot be read; says what was found
     *     and what to do
     */
    public static RetrievalDataset load(String nameOrPath) {
        return Datasets.load(nameOrPath);
    }

    /**
     * Loads a data set as {@code options} say: {@code load("cifar10", loading().pixels(64).colour())}.
     *
     * @param nameOrPath of a known data set, a folder, a list or an archive
     * @param options pixels, splits and what else is chosen
     * @return the data set with its three splits
     */
    public static RetrievalDataset load(String nameOrPath, LoadOptions options) {
        return Datasets.load(nameOrPath, options);
    }

    /**
     * Trains a model on the training split, with default options.
     *
     * @param architecture what to build
     * @param data whose training split is learned from
     * @return the trained model
     * @see #train(Architecture, RetrievalDataset, TrainOptions, TrainListener...)
     */
    public static HashModel train(Architecture architecture, RetrievalDataset data) {
        return train(architecture, data, TrainOptions.options());
    }

    /**
     * Trains a model on the training split, with a live bar and loss curve. Interrupted, it returns what it has
     * reached.
     *
     * @param architecture what to build
     * @param data whose training split is learned from
     * @param options how to learn
     * @param listeners are told how it goes: {@code TrainListener.reconstructing(images)} shows reconstructions
     * @return the trained model
     * @throws IllegalArgumentException if the images do not fit the architecture; says which sizes do
     */
    public static HashModel train(
            Architecture architecture, RetrievalDataset data, TrainOptions options, TrainListener... listeners) {
        return Trainer.train(architecture, data, options, listeners);
    }

    /**
     * Trains a small head over an encoder that is not trained, in seconds once its features are computed: {@code
     * train(Encoder.load("efficientnet-lite0.pt"), data, options().objective(DPN).batch(256).epochs(15))}.
     *
     * @param encoder gives the features; any embedding does
     * @param data whose training images are learned from
     * @param options how to learn, with an objective that needs no decoder
     * @return the hasher
     * @throws IllegalArgumentException if the objective needs a decoder, or labels that are not there
     */
    public static Head train(Embedding encoder, RetrievalDataset data, TrainOptions options) {
        return HeadTrainer.train(encoder, data, options);
    }

    /**
     * The network that options would train, layer by layer, with the shape and the parameters of each.
     *
     * @param architecture what to build
     * @param data whose images it reads
     * @param options of which the length of codes is used
     * @return the drawing
     */
    public static NetworkDrawing draw(Architecture architecture, RetrievalDataset data, TrainOptions options) {
        return Architecture.drawing(architecture, data.pixels(), options.bits());
    }

    /**
     * Whether the variable {@code DEEPHASH_PROFILE} (or the property {@code deephash.profile}) asks for a quick look
     * instead of a full run. The course's notebooks then train for an epoch or so: {@code int epochs =
     * DeepHash.quick() ? 1 : 20}. Nothing else in the library looks at it.
     *
     * @throws IllegalArgumentException if it is neither {@code smoke} nor {@code full}
     */
    public static boolean quick() {
        String asked = System.getProperty("deephash.profile", System.getenv().getOrDefault("DEEPHASH_PROFILE", "full"));
        return switch (asked) {
            case "smoke" -> true;
            case "full" -> false;
            default ->
                throw new IllegalArgumentException("DEEPHASH_PROFILE is \"smoke\" (a quick look) or \"full\", not \""
                        + asked + "\". Set it to one of these, or unset it for full.");
        };
    }

    /**
     * How many copies of photos a hasher finds after fifteen usual manipulations, at fixed rates of false matches, and
     * beside it others: {@code robustness(Pdq.of(), Photos.in(Path.of("photos")))}. Other manipulations: see {@link
     * Robustness}.
     *
     * @param hasher to measure
     * @param photos whose originals are manipulated; all different
     * @param others measured side by side with it
     * @return a table and a chart
     */
    public static RobustnessReport robustness(Hasher hasher, Images photos, Hasher... others) {
        Hasher[] all = Stream.concat(Stream.of(hasher), Stream.of(others)).toArray(Hasher[]::new);
        return Robustness.of(photos).measure(all);
    }

    /**
     * The codes of a split, with its labels and pictures.
     *
     * @param hasher a trained model or a baseline
     * @param split whose images are hashed
     * @return one code an image
     */
    public static HashCodes hash(Hasher hasher, Split split) {
        return hasher.hash(split);
    }

    /**
     * The codes of images, with their pictures.
     *
     * @param hasher a trained model or a baseline
     * @param images of the hasher's shape
     * @return one code an image
     */
    public static HashCodes hash(Hasher hasher, Images images) {
        return hasher.hash(images).pictured(images);
    }

    /**
     * Ranks the database for every query and measures everything: mAP, precision and recall, hash lookup, nearest
     * neighbours, collisions, with random codes beside each.
     *
     * @param retriever a hasher, or real values such as {@code model.latent()}
     * @param data whose queries are looked for in its database
     * @return the measured values, with those of random codes
     * @throws IllegalArgumentException if the data set is not labelled
     */
    public static Evaluation evaluate(Retriever retriever, RetrievalDataset data) {
        return Evaluation.of(retriever, data);
    }

    /**
     * Measures codes that are there already, without images: of another program, {@code
     * CodeFile.read(Path.of("queries.npy")).labelled(NumPyArray.open(Path.of("labels.npy")).labels(10))}.
     *
     * @param queries labelled codes
     * @param database labelled codes of the same length, with the same classes
     * @return every measure, with random codes beside it
     * @throws IllegalArgumentException if labels are missing, or bits or classes differ
     */
    public static Evaluation evaluate(HashCodes queries, HashCodes database) {
        return Evaluation.ofCodes(queries, database);
    }

    /**
     * Measures features that are there already, without images: {@code NumPyArray.open(Path.of("clip.npy")).rows()}.
     *
     * @param queries shape (queries, d)
     * @param queryLabels one a query
     * @param database shape (items, d)
     * @param databaseLabels one an item, with the same classes
     * @return every measure that real values have, with random codes beside it
     * @throws IllegalArgumentException if widths, numbers or classes differ
     */
    public static Evaluation evaluate(
            float[][] queries, Labels queryLabels, float[][] database, Labels databaseLabels) {
        return Evaluation.ofFeatures(queries, queryLabels, database, databaseLabels);
    }

    /**
     * Several hashers on one data set, side by side: trained models, baselines, your own; and real values, such as
     * {@code model.latent()} and {@code new PixelValues()}, as a reference for what making bits of them costs.
     *
     * @param data whose queries are looked for in its database
     * @param retrievers trained models, baselines, embeddings
     * @return one row for each
     */
    public static Comparison compare(RetrievalDataset data, Retriever... retrievers) {
        return Comparison.of(data, List.of(retrievers));
    }

    /**
     * Trains every architecture with every combination of some options and evaluates each: {@code compare(data,
     * options().bits(16, 32, 64).seed(1, 2), VAE, CVAE, CSVAE)}. A run that fails is kept with its reason. Interrupted,
     * it returns the runs that are finished. Baselines: see {@link Study}.
     *
     * @param data whose queries are looked for in its database
     * @param options one training for each
     * @param architectures what to build
     * @return one row for each
     */
    public static StudyResult compare(RetrievalDataset data, OptionsGrid options, Architecture... architectures) {
        return Study.on(data).run(Trial.grid(List.of(architectures), options));
    }

    /**
     * The same with every outcome kept in a file at once: called again, after a stop, a kill or with more to
     * compare, it goes on where it was.
     *
     * @param data whose queries are looked for in its database
     * @param file of outcomes, JSON, a line each; made if it is not there
     * @param options one training for each
     * @param architectures what to build
     * @return one row for each
     */
    public static StudyResult compare(
            RetrievalDataset data, Path file, OptionsGrid options, Architecture... architectures) {
        return Study.on(data).keptIn(file).run(Trial.grid(List.of(architectures), options));
    }

    /**
     * Trains and evaluates several architectures: {@code compare(data, options(), CVAE, CVAE.simAmAfter(1))}.
     *
     * @param data whose queries are looked for in its database
     * @param options one training for each
     * @param architectures what to build
     * @return one row for each
     */
    public static StudyResult compare(RetrievalDataset data, TrainOptions options, Architecture... architectures) {
        return compare(data, new OptionsGrid(List.of(options)), architectures);
    }

    /**
     * The same with every outcome kept in a file: {@code compare(data, Path.of("study.jsonl"), options(), VAE, CVAE)}.
     *
     * @param data whose queries are looked for in its database
     * @param file JSON, a line an outcome
     * @param options one training for each
     * @param architectures what to build
     * @return one row for each
     */
    public static StudyResult compare(
            RetrievalDataset data, Path file, TrainOptions options, Architecture... architectures) {
        return compare(data, file, new OptionsGrid(List.of(options)), architectures);
    }

    /** The data sets that can be loaded by name: which are here, under which licence, and how to get the others. */
    public static List<KnownDataset> datasets() {
        return Datasets.known();
    }

    /**
     * The first of these data sets that is here, as what {@code load} is given: {@code
     * load(firstPresent("cifar10", "fashion-mnist-mini"))}.
     *
     * @param names in order of preference
     * @return one of {@code names}
     * @throws deephash.data.source.DatasetException if none is here, or one is not known
     */
    public static String firstPresent(String... names) {
        return Datasets.firstPresent(names);
    }

    /**
     * Photos in a folder, and in those below it, that show the same picture: {@code duplicates("photos")}. The hash is
     * PDQ, one wrong pair is allowed, and nothing is moved or deleted. Several folders: see {@link Duplicates}.
     *
     * @param folder of photos
     * @return groups with previews, and the chance that each match is wrong
     * @throws deephash.data.source.DatasetException if the folder cannot be read
     */
    public static Duplicates duplicates(String folder) {
        return duplicates(folder, "pdq");
    }

    /**
     * The same by another hash: {@code duplicates("photos", "copy")}.
     *
     * @param folder of photos
     * @param hash {@code "pdq"}, {@code "phash"}, {@code "dhash"}, {@code "ahash"} or {@code "blockhash"}; {@code
     *     "copy"}, a learned hash that also finds mirrored copies, or {@code "copy-thorough"}, which compares the
     *     middles of photos too and so finds framed ones
     * @return groups with previews, and the chance that each match is wrong
     * @throws deephash.data.source.DatasetException if the folder cannot be read
     */
    public static Duplicates duplicates(String folder, String hash) {
        return Duplicates.in(List.of(Path.of(folder)), PhotoHashes.named(hash), 1);
    }

    /**
     * Images to look at: the first hundred.
     *
     * @param pictures to look at
     * @return the rows of pictures
     */
    public static Gallery show(Pictures pictures) {
        return Gallery.of(pictures, 100);
    }

    /**
     * Collections of equal order in rows: {@code show(List.of("original", "painted again"), images, reconstructed)}.
     *
     * @param titles one a row
     * @param rows as many as titles; the first twenty pictures of each are shown
     * @return the rows of pictures
     */
    public static Gallery show(List<String> titles, Pictures... rows) {
        return Gallery.rows(titles, List.of(rows), 20);
    }
}
