package deephash.model;

import deephash.code.Digests;
import deephash.data.fetch.Removal;
import deephash.model.engine.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model as a folder: {@code model.json} (readable text) and {@code weights.safetensors}, and whatever else a run keeps
 * with it. A folder appears whole or not at all: it is written beside its place and renamed.
 */
public final class ModelFolder {

    private static final String JSON = "model.json";
    private static final String OLD = ".old";
    private static final String WEIGHTS = "weights.safetensors";

    private ModelFolder() {}

    /**
     * Saves a model; a model that is there already is replaced.
     *
     * @param model what is saved
     * @param folder where; its parents are made
     * @param more further tensors by file name, such as {@code "optimizer.safetensors"}
     * @throws IllegalArgumentException if the folder exists and is no saved model
     * @throws UncheckedIOException if it cannot be written
     */
    public static void save(HashModel model, Path folder, Map<String, Weights> more) {
        Path place = folder.toAbsolutePath().normalize();
        Path part = beside(folder, ".part");
        Path old = beside(folder, OLD);
        try {
            if (Files.exists(place) && !Files.exists(place.resolve(JSON)) && !isEmpty(place)) {
                throw new IllegalArgumentException(
                        place + " holds other files and no model, so nothing was saved there. Name a new folder.");
            }
            delete(part);
            Files.createDirectories(part);
            Safetensors.write(part.resolve(WEIGHTS), model.weights());
            for (Map.Entry<String, Weights> entry : more.entrySet()) {
                Safetensors.write(part.resolve(entry.getKey()), entry.getValue());
            }
            Files.writeString(part.resolve(JSON), ModelJson.write(model, digest(part.resolve(WEIGHTS))));
            delete(old);
            if (Files.exists(place)) {
                Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            delete(old);
        } catch (IOException e) {
            throw new UncheckedIOException("The model could not be saved in " + place + ": " + e, e);
        }
    }

    /**
     * Reads a model.
     *
     * @throws ModelFormatException if the folder holds no model, a damaged one, or one of a newer version
     * @throws UncheckedIOException if it cannot be read
     */
    public static HashModel load(Path folder) {
        recover(folder);
        Path json = folder.resolve(JSON);
        Path file = folder.resolve(WEIGHTS);
        try {
            ModelJson.Read read = ModelJson.read(Files.readString(json), json.toString());
            if (!read.weightsDigest().equals(digest(file))) {
                throw new ModelFormatException(file + " is damaged, or does not belong to " + JSON
                        + ": its SHA-256 is not the one written there. Copy the folder anew.");
            }
            Weights weights = Safetensors.read(file);
            requireAll(read, weights, file);
            return new HashModel(
                    read.architecture(),
                    read.pixels(),
                    read.bits(),
                    read.likelihood(),
                    weights,
                    read.binarizer(),
                    read.history(),
                    read.ending(),
                    read.provenance());
        } catch (NoSuchFileException e) {
            throw new ModelFormatException(
                    folder + " holds no whole model: " + e.getFile() + " is missing. A saved model is a folder with "
                            + JSON + " and " + WEIGHTS + ".",
                    e);
        } catch (java.nio.charset.MalformedInputException e) {
            throw new ModelFormatException(json + " is damaged: it is no text.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The model in " + folder + " could not be read: " + e, e);
        }
    }

    /** Whether there is a model. */
    public static boolean exists(Path folder) {
        recover(folder);
        return Files.exists(folder.resolve(JSON));
    }

    /**
     * Reads further tensors that were saved with a model.
     *
     * @param file as given when it was saved
     * @return empty if there is no such file
     */
    public static Optional<Weights> tensors(Path folder, String file) {
        try {
            return Optional.of(Safetensors.read(folder.resolve(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(folder.resolve(file) + " could not be read: " + e, e);
        }
    }

    private static Path beside(Path folder, String ending) {
        Path place = folder.toAbsolutePath().normalize();
        return place.resolveSibling("." + place.getFileName() + ending);
    }

    /** If the process ended between the two renames of a save, the model that was to be replaced comes back. */
    private static void recover(Path folder) {
        try {
            if (!Files.exists(folder) && Files.exists(beside(folder, OLD))) {
                Files.move(beside(folder, OLD), folder, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " could not be recovered: " + e, e);
        }
    }

    private static void requireAll(ModelJson.Read read, Weights weights, Path file) {
        try {
            weights.requireFit(read.architecture().build(read.pixels(), read.bits()));
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(file + " does not fit " + JSON + ": " + e.getMessage(), e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Removal.of(folder);
        }
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = Digests.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
