package deephash.train;

import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.file.Claim;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.model.ModelFolder;
import deephash.model.Provenance;
import deephash.model.engine.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Training that survives the end of its process. After every few epochs it saves the model and the optimizer's state;
 * the same call with the same folder goes on from there, and ends with the same bits as a run that was never stopped.
 *
 * <pre>{@code
 * Checkpoints.in(Path.of("runs/csvae-64")).every(5).train(CSVAE, data, options().epochs(200));
 * }</pre>
 *
 * @param folder holds the last checkpoint, which is also a saved model
 * @param every epochs between two checkpoints, at least 1
 */
public record Checkpoints(Path folder, int every) {

    /** Besides the options, what the weights depend on; names and places of the data may have changed since. */
    private static final Set<String> DATA = Set.of("data.images", "data.fingerprint");

    private static final String OPTIMIZER = "optimizer.safetensors";
    private static final String BEST = "best.safetensors";

    /** Checks the range. */
    public Checkpoints {
        if (every < 1) {
            throw new IllegalArgumentException("A checkpoint is saved every 1 or more epochs, not " + every + ".");
        }
    }

    /**
     * A checkpoint in this folder after every epoch.
     *
     * @param folder made if it is missing
     * @return one after every epoch
     */
    public static Checkpoints in(Path folder) {
        return new Checkpoints(folder, 1);
    }

    /**
     * The same after every {@code epochs} epochs.
     *
     * @param epochs epochs between two checkpoints, at least 1
     * @return the changed checkpoints
     */
    public Checkpoints every(int epochs) {
        return new Checkpoints(folder, epochs);
    }

    /**
     * Trains on the training split of a data set, from the checkpoint on if there is one. The images must be the same,
     * and may lie elsewhere by now.
     *
     * @param architecture what to build
     * @param dataset whose training split is learned from
     * @param options how to learn
     * @param listeners are told how it goes
     * @return the trained model
     * @see Trainer#train(Architecture, RetrievalDataset, TrainOptions, TrainListener...)
     * @throws IllegalStateException if the folder holds the checkpoint of another run; says in what it differs
     * @throws deephash.file.InUseException if another training keeps its checkpoints there now
     * @throws deephash.model.ModelFormatException if the checkpoint is damaged
     */
    public HashModel train(
            Architecture architecture, RetrievalDataset dataset, TrainOptions options, TrainListener... listeners) {
        try (Claim claim = claim(architecture)) {
            return Trainer.run(architecture, dataset.facts(), dataset.train(), options, this, listeners);
        }
    }

    /**
     * Trains on images, from the checkpoint on if there is one.
     *
     * @param architecture what to build
     * @param train the images to learn from
     * @param options how to learn
     * @param listeners are told how it goes
     * @return the trained model
     */
    public HashModel train(Architecture architecture, Split train, TrainOptions options, TrainListener... listeners) {
        try (Claim claim = claim(architecture)) {
            return Trainer.run(architecture, Map.of("name", train.name()), train, options, this, listeners);
        }
    }

    private Claim claim(Architecture architecture) {
        return ModelFolder.claim(folder, "training " + architecture.name());
    }

    boolean due(int epoch) {
        return epoch % every == 0;
    }

    void save(HashModel model, Weights optimizer, @Nullable Weights best) {
        ModelFolder.save(
                model, folder, best == null ? Map.of(OPTIMIZER, optimizer) : Map.of(OPTIMIZER, optimizer, BEST, best));
    }

    /** The last checkpoint, if there is one and it is of this run. */
    Optional<SavedTraining> last(Architecture architecture, Provenance run) {
        if (!ModelFolder.exists(folder)) {
            return Optional.empty();
        }
        ModelFolder.Loaded loaded = ModelFolder.load(folder, List.of(OPTIMIZER, BEST), architecture);
        HashModel model = loaded.model();
        List<Provenance.Difference> differences = model.provenance().diff(run).stream()
                .filter(d -> d.name().startsWith("options.") || DATA.contains(d.name()))
                .toList();
        if (!model.architecture().equals(architecture) || !differences.isEmpty()) {
            throw new IllegalStateException("The checkpoint in " + folder + " is of another run ("
                    + (differences.isEmpty()
                            ? model.architecture() + " ≠ " + architecture
                            : String.join(
                                    "; ",
                                    differences.stream().map(String::valueOf).toList()))
                    + "). Name another folder, or delete it.");
        }
        Weights optimizer = loaded.more().get(OPTIMIZER);
        if (optimizer == null) {
            throw new IllegalStateException(
                    "The model in " + folder + " is no checkpoint: it has no " + OPTIMIZER + ". Name another folder.");
        }
        return Optional.of(new SavedTraining(model, optimizer, loaded.more().get(BEST)));
    }
}
