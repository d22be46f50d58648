package deephash.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import deephash.augment.Augmentation;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.encoder.Encoder;
import deephash.encoder.Preparation;
import deephash.file.Claim;
import deephash.model.Provenance;
import deephash.model.engine.Compute;
import deephash.model.engine.Scalar;
import deephash.model.engine.SeededDraws;
import deephash.model.engine.TunableModule;
import deephash.result.History;
import deephash.train.tuning.TunedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * Trains an encoder further, together with a head, so that its features fit the objective. It takes every image through
 * the network in every epoch: minutes where {@link HeadTrainer} takes seconds.
 *
 * <pre>{@code
 * var lite = Encoder.load("lite0-trainable.pt").trusted();      // make_encoder.save(..., trainable=True)
 * var head = FineTuner.in(Path.of("tuned")).only("network.network._conv_head")
 *         .train(lite, data, options().objective(DPN).batch(64).epochs(3));
 * DeepHash.evaluate(head, data);
 * }</pre>
 *
 * The folder keeps the state after every epoch; the same call goes on from there, to the same bits. At the end it holds
 * {@code encoder.pt}, the network as it is then, and {@code head.safetensors}, which {@link Head#load(Path)} reads. The
 * encoder that was given stays as it is.
 *
 * @param folder made if it is missing
 * @param only beginnings of the names of the parameters that learn, as PyTorch names them; empty for all
 * @param trainingMode see {@link #inTrainingMode}
 */
public record FineTuner(Path folder, List<String> only, boolean trainingMode) {

    private static final double RATE = 2e-4;
    private static final long VIEWS = 11;

    /** Copies the list. */
    public FineTuner {
        only = List.copyOf(only);
    }

    /**
     * All parameters learn, in evaluation mode: batch normalisations keep the statistics that they came with.
     *
     * @param folder keeps the state, and the result
     * @return the tuner
     */
    public static FineTuner in(Path folder) {
        return new FineTuner(folder, List.of(), false);
    }

    /**
     * Only some parameters learn; the others stay as they are, to the bit.
     *
     * @param beginnings of their names, such as {@code "network.layer4"}
     * @return the changed tuner
     */
    public FineTuner only(String... beginnings) {
        return new FineTuner(folder, List.of(beginnings), trainingMode);
    }

    /**
     * The network learns in training mode: batch normalisations use the statistics of each batch and learn them, frozen
     * or not, and dropout drops. Only files of {@code torch.jit.script} have this mode; a trace is refused.
     *
     * @return the changed tuner
     */
    public FineTuner inTrainingMode() {
        return new FineTuner(folder, only, true);
    }

    /**
     * Trains on the training split of a data set.
     *
     * @param encoder TorchScript that was not frozen
     * @param data whose training images are learned from
     * @param options how to learn; see {@link #train(Encoder, Split, TrainOptions)}
     * @return a head over the tuned encoder
     */
    public Head train(Encoder encoder, RetrievalDataset data, TrainOptions options) {
        return train(encoder, data.train(), options);
    }

    /**
     * Trains on images, from the state in the folder on if there is one.
     *
     * @param encoder TorchScript that was not frozen
     * @param train what to learn from; its labels are used only by objectives that need them
     * @param options how to learn: a learning rate of 0 takes 2e-4, for the network and the head alike. Images are
     *     augmented anew in each step where the options or the objective say so; validation is not used
     * @return a head over the tuned encoder
     * @throws IllegalArgumentException if nothing in the file can learn, no parameter has such a name, the file has no
     *     training mode, or the objective or the images do not fit; says what was found
     * @throws IllegalStateException if the folder holds another run; says in what it differs
     * @throws deephash.file.InUseException if another training uses the folder now
     * @throws CancellationException if the thread is interrupted; the state after the last epoch is kept
     * @throws ArithmeticException if the loss diverges; says what to try
     */
    public Head train(Encoder encoder, Split train, TrainOptions options) {
        HeadTrainer.check(train, options);
        double rate = options.learningRate() > 0 ? options.learningRate() : RATE;
        float[][] before = encoder.features(train.images());
        HeadFeatures scaling = HeadFeatures.of(before, new float[][][] {before});
        TunedState state = new TunedState(folder);
        try (Claim claim = state.claim("fine-tuning " + encoder.name())) {
            return Compute.with(memory -> {
                Optional<TunedState.Saved> saved = state.last();
                TunableModule network = TunableModule.load(
                        memory, saved.map(TunedState.Saved::network).orElse(encoder.file()));
                Network source = new Network(encoder, network, train.images(), options, scaling);
                network.learn(source.chosen(only));
                String title = options.objective().name() + " on " + encoder.name() + ", fine-tuned";
                try (HeadTraining training = new HeadTraining(memory, title, source, train, options, rate)) {
                    Provenance run = facts(training.provenance(encoder));
                    saved.ifPresent(last -> last.requireSame(run));
                    if (trainingMode && saved.isEmpty()) {
                        source.requireTrainingMode(memory);
                    }
                    saved.ifPresent(last -> training.restore(last.weights()));
                    network.mode(trainingMode);
                    History history = training.train(
                            saved.map(last -> last.history().epochs()).orElse(List.of()), (epochs, weights) -> {
                                state.save(network, weights, epochs, run);
                                network.mode(trainingMode);
                            });
                    if (!history.note().isEmpty()) {
                        throw new CancellationException(
                                history.note() + " \"" + folder + "\" keeps the state after epoch "
                                        + history.epochs().size() + "; the same call goes on from there.");
                    }
                    Encoder tuned = state.finish(network, encoder);
                    Head head = training.head(tuned, tuned.features(train.images()), history, run);
                    keep(head);
                    return head;
                }
            });
        }
    }

    private void keep(Head head) {
        Path file = folder.resolve("head.safetensors");
        try {
            head.save(file);
        } catch (IOException e) {
            throw new UncheckedIOException("\"" + file + "\" could not be written: " + e, e);
        }
    }

    private Provenance facts(Provenance head) {
        Map<String, String> facts = new TreeMap<>(head.facts());
        facts.put("tuning.only", only.isEmpty() ? "all parameters" : String.join(", ", only));
        facts.put("tuning.mode", trainingMode ? "training" : "evaluation");
        return new Provenance(facts);
    }

    /** The network as the source of what a head learns from. */
    private record Network(
            Encoder encoder, TunableModule module, Images images, TrainOptions options, HeadFeatures scaling)
            implements HeadTraining.Source {

        @Override
        public float[] mean() {
            return scaling.mean();
        }

        @Override
        public float scale() {
            return scaling.scale();
        }

        List<String> chosen(List<String> beginnings) {
            List<String> names = List.copyOf(module.parameters().keySet());
            List<String> chosen = new ArrayList<>();
            for (String beginning : beginnings.isEmpty() ? List.of("") : beginnings) {
                List<String> found = names.stream()
                        .filter(name -> name.startsWith(beginning))
                        .toList();
                if (found.isEmpty()) {
                    throw new IllegalArgumentException("No parameter of " + encoder.name() + " begins with \""
                            + beginning
                            + "\". It has " + names.size() + ": "
                            + String.join(", ", names.subList(0, Math.min(8, names.size())))
                            + (names.size() > 8 ? ", …, " + names.get(names.size() - 1) : "") + ".");
                }
                chosen.addAll(found);
            }
            return chosen;
        }

        void requireTrainingMode(NDManager memory) {
            int[] first = {0, Math.min(1, images.size() - 1)};
            try (NDManager scope = memory.newSubManager()) {
                Preparation wanted = encoder.preparation();
                if (!module.hasTrainingMode(
                        scope, encoder.prepared(images.select(first)), wanted.size(), wanted.forEngine())) {
                    throw new IllegalArgumentException(
                            "\"" + encoder.file() + "\" gives the same values in training mode: it"
                                    + " is a trace, or has no batch normalisation and no dropout. Leave out "
                                    + "inTrainingMode(), or"
                                    + " save the network with torch.jit.script.");
                }
            }
        }

        @Override
        public Map<String, NDArray> learned() {
            Map<String, NDArray> learned = new LinkedHashMap<>();
            module.parameters().forEach((name, parameter) -> {
                if (parameter.hasGradient()) {
                    learned.put("encoder." + name, parameter);
                }
            });
            return learned;
        }

        @Override
        public NDArray rows(NDManager scope, int[] items, int views, SeededDraws draws) {
            Images batch = images.select(items);
            List<Augmentation> how = options.augmentations();
            NDList rows = new NDList();
            for (int v = 0; v < views; v++) {
                long seed = new SeededDraws(draws.bits(), VIEWS, v).bits();
                Images seen = how.isEmpty() ? batch : how.get(v % how.size()).of(batch, seed);
                rows.add(features(scope, seen));
            }
            NDArray all =
                    views == 1 ? rows.get(0) : rows.get(0).getNDArrayInternal().concat(rows.subNDList(1), 0);
            return Scalar.times(scaling.scale(), all.sub(scope.create(scaling.mean())));
        }

        /** What {@code Encoder.features} gives, with its gradient; the encoder has checked the shapes before. */
        private NDArray features(NDManager scope, Images seen) {
            Preparation wanted = encoder.preparation();
            NDList results = module.run(scope, encoder.prepared(seen), wanted.size(), wanted.forEngine());
            NDArray result = results.get(0);
            for (int i = 0; i < results.size(); i++) {
                NDArray each = results.get(i);
                if (wanted.output().equals(each.getName()) || wanted.output().equals(String.valueOf(i))) {
                    result = each;
                }
            }
            boolean map = result.getShape().dimension() == 4;
            if (result.getShape().dimension() > 2) {
                result = wanted.pooling() == Preparation.Pooling.MEAN
                        ? result.mean(map ? new int[] {2, 3} : new int[] {1})
                        : result.get(new NDIndex(map ? ":, :, 0, 0" : ":, 0"));
            }
            return wanted.normalise() ? result.normalize(2, 1) : result;
        }
    }
}
