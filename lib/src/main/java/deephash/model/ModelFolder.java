package deephash.model;

import deephash.code.Digests;
import deephash.file.Claim;
import deephash.file.FileSet;
import deephash.file.Undisturbed;
import deephash.model.block.AutoEncoder;
import deephash.model.block.HeadKind;
import deephash.model.engine.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model as a folder: {@code model.json} (readable text) and {@code weights.safetensors}, and whatever else a run
 * keeps with it, each with its SHA-256 in {@code model.json}. All change together (see {@link FileSet}); other files in
 * the folder are never touched.
 */
public final class ModelFolder {

    private static final String JSON = "model.json";
    private static final String WEIGHTS = "weights.safetensors";

    /** How long a save waits for another one in the same folder. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How often a folder that changes during reading is read again, and the wait in between. */
    private static final int READINGS = 40;

    private static final long MILLIS_BETWEEN_READINGS = 25;

    private ModelFolder() {}

    /**
     * Saves a model; a model that is there already is replaced, and every other file in the folder is not changed.
     *
     * @param model what is saved
     * @param folder where; it is made if need be, with its parents. It may be a symbolic link to a folder
     * @param more further tensors by file name, such as {@code "optimizer.safetensors"}
     * @throws IllegalArgumentException if the folder holds other files and no model, or a {@code model.json} that is
     *     not this library's
     * @throws deephash.file.InUseException if a training of another process or thread keeps its checkpoints there
     * @throws UncheckedIOException if it cannot be written; a model that was there is then as before
     */
    public static void save(HashModel model, Path folder, Map<String, Weights> more) {
        try {
            Undisturbed.run(() -> {
                requireOurs(folder);
                boolean made = !Files.exists(folder);
                Files.createDirectories(folder.toAbsolutePath());
                boolean saved = false;
                try (Claim claim = Claim.of(folder, "saving " + model.name(), PATIENCE)) {
                    // the folder may have changed while this save waited
                    requireOurs(folder);
                    write(model, folder.toRealPath(), more);
                    saved = true;
                } finally {
                    if (made && !saved) {
                        removeIfEmpty(folder);
                    }
                }
            });
        } catch (IOException e) {
            String reason = e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
            throw new UncheckedIOException(
                    "The model could not be saved in " + folder.toAbsolutePath() + ": " + reason
                            + ". What was saved there before is unchanged.",
                    e);
        }
    }

    private static void write(HashModel model, Path folder, Map<String, Weights> more) throws IOException {
        FileSet set = new FileSet(folder, JSON);
        Map<String, String> digests = new TreeMap<>();
        Map<String, FileSet.Content> files = new LinkedHashMap<>();
        Map<String, Weights> tensors = new LinkedHashMap<>(more);
        tensors.put(WEIGHTS, model.weights());
        tensors.forEach((name, weights) -> files.put(name, file -> {
            Safetensors.write(file, weights);
            digests.put(name, Digests.of(file, "SHA-256"));
        }));
        files.put(JSON, file -> {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var text = StandardCharsets.UTF_8.encode(ModelJson.write(model, digests));
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
        });
        set.write(files, filesOf(set));
    }

    /** The files of the model that is saved there now. */
    private static List<String> filesOf(FileSet set) throws IOException {
        try {
            return List.copyOf(
                    ModelJson.digests(Files.readString(set.find(JSON)), JSON).keySet());
        } catch (NoSuchFileException | ModelFormatException e) {
            return List.of();
        }
    }

    /**
     * Claims a folder for a training that keeps its checkpoints there: until it is closed, no other process or thread
     * saves in the folder.
     *
     * @param folder is made if need be
     * @param purpose for others' messages
     * @return the claim; close it to let others use the folder
     * @throws IllegalArgumentException as {@link #save}
     * @throws deephash.file.InUseException if it is claimed already
     * @throws UncheckedIOException if it cannot be written in
     */
    public static Claim claim(Path folder, String purpose) {
        try {
            requireOurs(folder);
            Files.createDirectories(folder.toAbsolutePath());
            return Claim.of(folder, purpose, Duration.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing can be saved in " + folder.toAbsolutePath() + ": " + e, e);
        }
    }

    private static void requireOurs(Path folder) throws IOException {
        if (!Files.exists(folder) || (!exists(folder) && isEmpty(folder))) {
            return;
        }
        Path place = folder.toAbsolutePath().normalize();
        if (!exists(folder)) {
            throw new IllegalArgumentException(
                    place + " holds other files and no model, so nothing was saved there. Name a new folder.");
        }
        try {
            ModelJson.digests(Files.readString(new FileSet(folder, JSON).find(JSON)), JSON);
        } catch (ModelFormatException | MalformedInputException e) {
            throw new IllegalArgumentException(
                    place.resolve(JSON) + " is not a model of this library, or is damaged, so nothing was saved there."
                            + " Name a new folder, or move that file away.",
                    e);
        } catch (NoSuchFileException e) {
            // another save moved it to its place at this moment
        }
    }

    /**
     * Reads a model.
     *
     * @param folder of a saved model
     * @return the model
     * @throws ModelFormatException if the folder holds no model, a damaged one, or one of a newer version
     * @throws UncheckedIOException if it cannot be read
     */
    public static HashModel load(Path folder) {
        return load(folder, List.of(), null).model();
    }

    /**
     * Reads a model of a user's own architecture.
     *
     * @param folder of a saved model
     * @param own equal to the one it was trained with
     * @return the model
     * @throws ModelFormatException if the folder holds no model, a damaged one, one of a newer version, or one of
     *     another architecture
     * @throws UncheckedIOException if it cannot be read
     */
    public static HashModel load(Path folder, Architecture own) {
        return load(folder, List.of(), own).model();
    }

    /**
     * A model with the tensors that were saved with it.
     *
     * @param model what was saved
     * @param more by file name; without those that are not there
     */
    public record Loaded(HashModel model, Map<String, Weights> more) {}

    /**
     * Reads a model, and further tensors that were saved with it, all of the same save.
     *
     * @param folder of a saved model
     * @param more file names as given when it was saved
     * @param own the architecture, where it is a user's own; null for those of this library
     * @return the model and those tensors
     * @throws ModelFormatException if the folder holds no model, a damaged one, or one of a newer version
     * @throws UncheckedIOException if it cannot be read
     */
    public static Loaded load(Path folder, List<String> more, @Nullable Architecture own) {
        FileSet set = new FileSet(folder, JSON);
        for (int reading = 1; ; reading++) {
            String stamp = stamp(set);
            String text = text(folder, set);
            try {
                return read(text, folder, set, more, own);
            } catch (ModelFormatException | NoSuchFileException e) {
                // two savers may put the same model there again, as another file
                boolean changing = set.isMoving() || !stamp.equals(stamp(set)) || !text.equals(text(folder, set));
                if (changing && reading < READINGS) {
                    pause();
                    continue;
                }
                if (changing) {
                    return loadAlone(folder, set, more, own);
                }
                if (e instanceof ModelFormatException damaged) {
                    throw damaged;
                }
                throw incomplete(folder, ((NoSuchFileException) e).getFile(), e);
            } catch (IOException e) {
                throw new UncheckedIOException("The model in " + folder + " could not be read: " + e, e);
            }
        }
    }

    /** Tells a file from another that takes its place, even with the same content. */
    private static String stamp(FileSet set) {
        try {
            BasicFileAttributes json = Files.readAttributes(set.find(JSON), BasicFileAttributes.class);
            return json.fileKey() + " " + json.lastModifiedTime();
        } catch (IOException e) {
            return "";
        }
    }

    /** Reads a folder in which others save all the time: takes the claim, so that they wait. */
    private static Loaded loadAlone(Path folder, FileSet set, List<String> more, @Nullable Architecture own) {
        try (Claim claim = Claim.of(folder, "reading the model", PATIENCE)) {
            return read(text(folder, set), folder, set, more, own);
        } catch (IOException e) {
            throw new UncheckedIOException("The model in " + folder + " is being saved all the time: " + e, e);
        }
    }

    private static String text(Path folder, FileSet set) {
        for (int reading = 1; ; reading++) {
            try {
                return Files.readString(set.find(JSON));
            } catch (NoSuchFileException e) {
                if (reading < READINGS && (set.isMoving() || Files.exists(folder.resolve(JSON)))) {
                    continue;
                }
                throw incomplete(folder, folder.resolve(JSON).toString(), e);
            } catch (MalformedInputException e) {
                throw new ModelFormatException(folder.resolve(JSON) + " is damaged: it is no text.", e);
            } catch (IOException e) {
                throw new UncheckedIOException("The model in " + folder + " could not be read: " + e, e);
            }
        }
    }

    private static ModelFormatException incomplete(Path folder, String missing, Exception cause) {
        return new ModelFormatException(
                folder + " holds no whole model: " + missing + " is missing. A saved model is a folder with " + JSON
                        + " and " + WEIGHTS + ".",
                cause);
    }

    private static void pause() {
        try {
            Thread.sleep(MILLIS_BETWEEN_READINGS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Loaded read(String text, Path folder, FileSet set, List<String> more, @Nullable Architecture own)
            throws IOException {
        Path json = folder.resolve(JSON);
        ModelJson.Read read = ModelJson.read(text, json.toString(), own);
        Weights weights = tensors(set, WEIGHTS, read.digests());
        requireFinite(weights, folder.resolve(WEIGHTS));
        try {
            AutoEncoder network = read.architecture().build(read.pixels(), read.bits());
            weights.requireFit(weights.hasDecoder() ? network : network.withoutDecoder(HeadKind.of(weights)));
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(
                    folder.resolve(WEIGHTS) + " does not fit " + JSON + ": " + e.getMessage(), e);
        }
        Map<String, Weights> others = new LinkedHashMap<>();
        for (String name : more) {
            // older models have no list of further files
            if (read.digests().containsKey(name) || (!read.listsAll() && Files.exists(set.find(name)))) {
                others.put(name, tensors(set, name, read.digests()));
            }
        }
        return new Loaded(
                new HashModel(
                        read.architecture(),
                        read.pixels(),
                        read.bits(),
                        read.likelihood(),
                        weights,
                        read.binarizer(),
                        read.history(),
                        read.ending(),
                        read.provenance()),
                others);
    }

    private static Weights tensors(FileSet set, String name, Map<String, String> digests) throws IOException {
        Path file = set.find(name);
        String expected = digests.get(name);
        try (OpenSafetensors opened = OpenSafetensors.open(file)) {
            if (expected != null) {
                opened.require(expected);
            }
            return opened.weights();
        }
    }

    private static void requireFinite(Weights weights, Path file) {
        weights.tensors().forEach((name, tensor) -> {
            for (float value : tensor.values()) {
                if (!Float.isFinite(value)) {
                    throw new ModelFormatException(file + " cannot be used: tensor \"" + name + "\" holds " + value
                            + ", and weights are finite numbers. Train the model anew, with a smaller learning rate.");
                }
            }
        });
    }

    /**
     * Whether there is a model, or something that calls itself one.
     *
     * @param folder to look in
     * @return whether there is one
     */
    public static boolean exists(Path folder) {
        return Files.exists(new FileSet(folder, JSON).find(JSON)) || Files.exists(folder.resolve(JSON));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).allMatch(FileSet::isInternal);
        }
    }

    private static void removeIfEmpty(Path folder) {
        try {
            if (Files.isDirectory(folder) && isEmpty(folder)) {
                Files.deleteIfExists(folder.resolve(Claim.FILE));
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            // an empty folder does no harm; the failure of the save itself is what the user needs to know
        }
    }
}
