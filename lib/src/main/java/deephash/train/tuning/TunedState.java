package deephash.train.tuning;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import deephash.code.Digests;
import deephash.encoder.Encoder;
import deephash.file.Claim;
import deephash.file.FileSet;
import deephash.file.WholeFile;
import deephash.model.ModelFormatException;
import deephash.model.OpenSafetensors;
import deephash.model.Provenance;
import deephash.model.Safetensors;
import deephash.model.engine.TunableModule;
import deephash.model.engine.Weights;
import deephash.result.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A fine-tuning in its folder: {@code state.safetensors} holds the head and the optimizer, and names the file of the
 * network that belongs to it, {@code state-3.pt} after the third epoch. It is written last, so both always belong
 * together.
 *
 * @param folder made if it is missing
 */
public record TunedState(Path folder) {

    private static final String ENCODER = "encoder.pt";
    private static final String STATE = "state.safetensors";
    private static final String TEXT = "deephash-tuning";
    private static final Gson GSON = new GsonBuilder()
            .serializeSpecialFloatingPointValues()
            .disableHtmlEscaping()
            .create();

    /** Besides the options, what the weights depend on. */
    private static final List<String> DECIDE = List.of(
            "data.images", "data.fingerprint", "encoder.sha256", "encoder.images", "tuning.only", "tuning.mode");

    private record Description(String network, String sha256, History history, Map<String, String> provenance) {}

    /**
     * What was saved after an epoch.
     *
     * @param folder in which it lies
     * @param network the file of the network
     * @param weights of the head and the optimizer
     * @param history all epochs until then
     * @param run its provenance
     */
    public record Saved(Path folder, Path network, Weights weights, History history, Provenance run) {
        /**
         * Checks that it is of a run.
         *
         * @param other what is to be gone on with
         * @throws IllegalStateException if options, data or encoder are others; says which
         */
        public void requireSame(Provenance other) {
            List<Provenance.Difference> differences = run.diff(other).stream()
                    .filter(d -> d.name().startsWith("options.") || DECIDE.contains(d.name()))
                    .toList();
            if (!differences.isEmpty()) {
                throw new IllegalStateException("\"" + folder + "\" holds another fine-tuning ("
                        + String.join(
                                "; ", differences.stream().map(String::valueOf).toList())
                        + "). Name another folder, or delete it.");
            }
        }
    }

    /**
     * Keeps others from the folder until it is closed.
     *
     * @param purpose for others' messages
     * @return to be closed
     * @throws IllegalArgumentException if the folder holds other files
     */
    public Claim claim(String purpose) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (!Files.exists(folder.resolve(STATE))
                        && files.anyMatch(file -> !FileSet.isInternal(String.valueOf(file.getFileName()))
                                && !String.valueOf(file.getFileName()).startsWith("state-"))) {
                    throw new IllegalArgumentException("\"" + folder
                            + "\" holds other files, so nothing was saved there." + " Name a new folder.");
                }
            }
            return Claim.of(folder, purpose, Duration.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException("\"" + folder + "\" could not be used: " + e, e);
        }
    }

    /**
     * The state after the last epoch.
     *
     * @return empty if there is none
     * @throws ModelFormatException if it is damaged
     */
    public Optional<Saved> last() {
        Path file = folder.resolve(STATE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (OpenSafetensors opened = OpenSafetensors.open(file)) {
            String text = opened.texts().get(TEXT);
            if (text == null) {
                throw new ModelFormatException("\"" + file + "\" is no state of a fine-tuning. Name another folder.");
            }
            Description description = GSON.fromJson(text, Description.class);
            Path network = folder.resolve(description.network());
            if (!Files.isRegularFile(network) || !Digests.of(network, "SHA-256").equals(description.sha256())) {
                throw new ModelFormatException(
                        "\"" + network + "\" is missing or damaged. Delete \"" + folder + "\" and start anew.");
            }
            return Optional.of(new Saved(
                    folder,
                    network,
                    opened.weights(),
                    description.history(),
                    new Provenance(description.provenance())));
        } catch (JsonParseException e) {
            throw new ModelFormatException("\"" + file + "\" is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("\"" + file + "\" could not be read: " + e, e);
        }
    }

    /**
     * Writes the state after an epoch, and then removes the one before.
     *
     * @param network as it is now; in evaluation mode afterwards
     * @param weights of the head and the optimizer
     * @param history all epochs until now
     * @param run its provenance
     */
    public void save(TunableModule network, Weights weights, History history, Provenance run) {
        try {
            Path file = folder.resolve("state-" + history.epochs().size() + ".pt");
            network.write(file);
            String text = GSON.toJson(new Description(
                    String.valueOf(file.getFileName()), Digests.of(file, "SHA-256"), history, run.facts()));
            WholeFile.write(
                    folder.resolve(STATE).toAbsolutePath(),
                    channel -> Safetensors.write(channel, weights, Map.of(TEXT, text)));
            try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, "state-*.pt")) {
                for (Path other : others) {
                    if (!other.getFileName().equals(file.getFileName())) {
                        Files.delete(other);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The state could not be written into \"" + folder + "\": " + e, e);
        }
    }

    /**
     * Writes the tuned network. Its user trusted the one that it was made of, so it is trusted.
     *
     * @param network as it is now; in evaluation mode afterwards
     * @param from the encoder that was tuned
     * @return the encoder of the new file, with the same preparation
     */
    public Encoder finish(TunableModule network, Encoder from) {
        Path file = folder.resolve(ENCODER);
        try {
            network.write(file);
            Encoder tuned = Encoder.load(file, from.preparation()).trusted();
            return from.takesOriginals() ? tuned.ofOriginals() : tuned;
        } catch (IOException e) {
            throw new UncheckedIOException("\"" + file + "\" could not be written: " + e, e);
        }
    }
}
