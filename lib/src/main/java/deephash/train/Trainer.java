package deephash.train;

import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.hash.Retriever;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.model.Provenance;
import deephash.model.block.AutoEncoder;
import deephash.model.engine.Compute;
import deephash.progress.Screen;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Trains an architecture on images. {@link Checkpoints} does the same and survives the end of the process. */
public final class Trainer {

    /** Said once, not beside every bar. */
    private static final AtomicBoolean TOLD_OF_GPU = new AtomicBoolean();

    private Trainer() {}

    /**
     * Trains on the training split of a data set.
     *
     * @param architecture what to build
     * @param dataset whose training split is learned from
     * @param options how to learn
     * @param listeners are told how it goes
     * @return the trained model
     * @see #train(Architecture, Split, TrainOptions, TrainListener...)
     */
    public static HashModel train(
            Architecture architecture, RetrievalDataset dataset, TrainOptions options, TrainListener... listeners) {
        require(architecture, "an architecture: VAE, CVAE, VTE, CSVAE or RESNET");
        require(dataset, "a data set: DeepHash.load(\"fashion-mnist-mini\")");
        require(options, "options: options(), or leave them out");
        return run(architecture, dataset.facts(), dataset.train(), options, null, listeners);
    }

    /**
     * Trains on images. Shows a bar and a live loss curve on the current screen. If the thread is interrupted, the
     * model reached so far is returned, marked so, and the thread's interrupt flag stays set. If the loss diverges, the
     * model of the last good epoch is returned, marked so.
     *
     * @param architecture what to build
     * @param train what to learn from; its labels are used only by objectives that need them
     * @param options how to learn
     * @param listeners are told how it goes
     * @return the trained model
     * @throws IllegalArgumentException if the images do not fit the architecture, or are too few
     * @throws IllegalStateException if there is too little memory, as far as that can be foreseen
     * @throws ArithmeticException if the loss diverges in the first epoch; says what to try
     */
    public static HashModel train(
            Architecture architecture, Split train, TrainOptions options, TrainListener... listeners) {
        return run(architecture, Map.of("name", train.name()), train, options, null, listeners);
    }

    /**
     * The network with its first weights and thresholds fitted to the images: a baseline that shows what training adds.
     *
     * @param architecture what to build
     * @param train what thresholds are learned from
     * @param options bits, seed and threshold are used
     * @return the untrained model
     */
    public static HashModel untrained(Architecture architecture, Split train, TrainOptions options) {
        TrainingPlan plan =
                new TrainingPlan(architecture, Map.of("name", train.name()), train, train.select(), options);
        AutoEncoder network = plan.network();
        return Compute.with(memory -> {
            try (Training training = new Training(memory, network, plan)) {
                return training.untrained();
            }
        });
    }

    /**
     * The options a model was trained with, as it remembers them; the threshold is the one that it has now.
     *
     * @param model a trained one
     * @return its options
     * @throws IllegalArgumentException if it remembers none, if its objective is a user's own, or if its threshold is
     *     of no kind that {@link deephash.hash.Threshold#named} knows
     */
    public static TrainOptions optionsOf(HashModel model) {
        return Facts.options(model.provenance());
    }

    /**
     * {@code "CVAE"}; with an objective other than the paper's, {@code "CVAE DPN"}.
     *
     * @param architecture what is built
     * @param options how it learns
     * @return the title
     */
    public static String title(Architecture architecture, TrainOptions options) {
        return TrainingPlan.title(architecture, options);
    }

    /**
     * The learning rate that a training reached at its highest, whether it was asked for or the architecture's own.
     *
     * @param made a model or a head
     * @return NaN for what was not trained, and for models saved before this was remembered
     */
    public static double learningRate(Retriever made) {
        Provenance facts = made instanceof HashModel model
                ? model.provenance()
                : made instanceof Head head ? head.provenance() : new Provenance(Map.of());
        return facts.facts().containsKey(Facts.LEARNING_RATE)
                ? Double.parseDouble(facts.fact(Facts.LEARNING_RATE))
                : Double.NaN;
    }

    private static void require(@Nullable Object given, String what) {
        if (given == null) {
            throw new IllegalArgumentException("Instead of what is trained with, null was given. Give " + what + ".");
        }
    }

    static HashModel run(
            Architecture architecture,
            Map<String, String> data,
            Split train,
            TrainOptions options,
            @Nullable Checkpoints checkpoints,
            TrainListener... listeners) {
        TrainingPlan plan = TrainingPlan.of(architecture, data, train, options);
        AutoEncoder network = plan.network().trainedIn(options.precision());
        if (!TOLD_OF_GPU.getAndSet(true)) {
            Compute.unusedGpu().ifPresent(why -> Screen.current().say(why));
        }
        if (options.precision().isSlowHere()) {
            Screen.current()
                    .say("This processor has no instructions for " + options.precision()
                            + ", so that training will be slower than with precision(FLOAT32).");
        }
        int rows = options.objective().views()
                * Math.min(options.batch(), plan.learned().size());
        MemoryNeed.of(network, rows)
                .require(architecture.name() + " at " + train.images().pixels());
        return Compute.with(memory -> {
            try (Training training = new Training(memory, network, plan)) {
                return new TrainingRun(training, plan, checkpoints, listeners).run();
            }
        });
    }
}
