package deephash.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deephash.code.Labels;
import deephash.model.block.AutoEncoder;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Some training images, as an objective sees them. With V views of B images there are V · B rows: all images in the
 * first view, then all in the second, and so on. Everything made from it lives until the step ends.
 */
public final class Batch {

    private final Task task;
    private final NDArray inputs;
    private final Labels labels;
    private final double epoch;
    private final Supplier<float[]> noise;
    private final Map<String, NDArray> learned;
    private final @Nullable Network network;
    private @Nullable NDArray codes;

    private Batch(
            Task task,
            NDArray inputs,
            @Nullable NDArray codes,
            Labels labels,
            double epoch,
            Supplier<float[]> noise,
            Map<String, NDArray> learned,
            @Nullable Network network) {
        this.task = task;
        this.inputs = inputs;
        this.codes = codes;
        this.labels = labels;
        this.epoch = epoch;
        this.noise = noise;
        this.learned = learned;
        this.network = network;
    }

    /**
     * A network and its values.
     *
     * @param block encodes, and decodes if it has a decoder
     * @param parameters its values
     * @param training whether it learns from this batch, or is only watched
     */
    public record Network(AutoEncoder block, ParameterStore parameters, boolean training) {}

    /**
     * Codes that are there already: of any network, or of none.
     *
     * @param task what is to be learned
     * @param inputs (rows, ...) what the codes were made from; methods that keep similarities compare with them
     * @param codes (rows, d)
     * @param labels of the images, as many as rows, or a divisor of it with several views
     * @param epoch how many epochs have passed, with fractions
     * @param learned what the objective {@link Objective#learns}, by name
     * @return the batch
     */
    public static Batch of(
            Task task, NDArray inputs, NDArray codes, Labels labels, double epoch, Map<String, NDArray> learned) {
        return new Batch(
                task, inputs, codes, labels, epoch, () -> new float[Math.toIntExact(codes.size())], learned, null);
    }

    /**
     * Images before a network.
     *
     * @param task what is to be learned
     * @param network is asked for codes when an objective needs them
     * @param inputs (rows, P, channels) in [0, 1]
     * @param labels of the images, as many as rows, or a divisor of it with several views
     * @param epoch how many epochs have passed, with fractions
     * @param noise standard normal numbers of this step, rows · d of them
     * @param learned what the objective {@link Objective#learns}, by name
     * @return the batch
     */
    public static Batch of(
            Task task,
            Network network,
            NDArray inputs,
            Labels labels,
            double epoch,
            Supplier<float[]> noise,
            Map<String, NDArray> learned) {
        return new Batch(task, inputs, null, labels, epoch, noise, learned, network);
    }

    /** What is to be learned. */
    public Task task() {
        return task;
    }

    /** B, how many images there are. */
    public int images() {
        return labels.size();
    }

    /** V · B, how many views of images there are. */
    public int rows() {
        return Math.toIntExact(inputs.getShape().get(0));
    }

    /** V, how many views each image has. */
    public int views() {
        return rows() / images();
    }

    /** The labels of the images, as many as {@link #images}. */
    public Labels labels() {
        return labels;
    }

    /** How many epochs have passed, with fractions; infinite where the loss is only watched, on images kept aside. */
    public double epoch() {
        return epoch;
    }

    /** The owner of what the step makes. */
    public NDManager memory() {
        return inputs.getManager();
    }

    /** (rows, P, channels) in [0, 1], or whatever the network was given. */
    public NDArray inputs() {
        return inputs;
    }

    /** Standard normal numbers of this step, (rows, d); the same at every run with the same seed. */
    public NDArray noise() {
        return memory().create(noise.get(), new Shape(rows(), task.bits()));
    }

    /** (rows, d), the real-valued codes: what the head of the network gives. */
    public NDArray codes() {
        NDArray made = codes;
        if (made == null) {
            Network n = network();
            made = n.block().codes(n.parameters(), inputs, n.training());
            codes = made;
        }
        return made;
    }

    /** The latent distribution of every row; only where the objective needs a decoder. */
    public AutoEncoder.Latent latent() {
        Network n = network();
        return n.block().encode(n.parameters(), inputs, n.training());
    }

    /**
     * The images of latents; only where the objective needs a decoder.
     *
     * @param latents (rows, d)
     * @return (rows, P, channels)
     */
    public NDArray decode(NDArray latents) {
        Network n = network();
        return n.block().decode(n.parameters(), latents, n.training());
    }

    private Network network() {
        if (network == null) {
            throw new IllegalStateException("These codes came without their network, so nothing can be decoded.");
        }
        return network;
    }

    /**
     * One view of rows.
     *
     * @param rows (V · B, ...)
     * @param view from 0
     * @return (B, ...)
     */
    public NDArray view(NDArray rows, int view) {
        return rows.get(new NDIndex("{}:{}", (long) view * images(), (long) (view + 1) * images()));
    }

    /**
     * What the objective learns besides the network.
     *
     * @param name as {@link Objective#learns} has it
     * @return the values
     */
    public NDArray learned(String name) {
        NDArray value = learned.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "The objective learns no \"" + name + "\"; its learns(task) names " + learned.keySet() + ".");
        }
        return value;
    }

    /** (rows, rows): 1 where two rows are of images that share a label, else 0. */
    public NDArray similar() {
        int n = rows();
        float[] similar = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (labels.relevant(i % images(), labels, j % images())) {
                    similar[i * n + j] = 1;
                }
            }
        }
        return memory().create(similar, new Shape(n, n));
    }

    /** (rows, classes): 1 where the image of a row has a class, else 0. */
    public NDArray classes() {
        int classes = task.classes();
        float[] has = new float[rows() * classes];
        for (int i = 0; i < rows(); i++) {
            for (int c = 0; c < classes; c++) {
                if (labels.has(i % images(), c)) {
                    has[i * classes + c] = 1;
                }
            }
        }
        return memory().create(has, new Shape(rows(), classes));
    }

    /**
     * (rows, d): the centre of each row's class; of several classes the sign of the sum of their centres, with ties
     * given to a fixed random code. 0 for an image without a class.
     *
     * @param kind how centres are chosen
     * @return the targets
     */
    public NDArray targets(Centres kind) {
        return memory().create(kind.targets(task, labels, rows()), new Shape(rows(), task.bits()));
    }
}
