package deephash.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import deephash.code.Digests;
import deephash.encoder.Encoder;
import deephash.encoder.Preparation;
import deephash.file.WholeFile;
import deephash.hash.Binarizer;
import deephash.hash.Embedding;
import deephash.hash.HeadValues;
import deephash.model.ModelFormatException;
import deephash.model.OpenSafetensors;
import deephash.model.Provenance;
import deephash.model.Safetensors;
import deephash.model.engine.Weights;
import deephash.model.engine.Weights.Tensor;
import deephash.result.History;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A head as one safetensors file: its weights as tensors, and a text {@code "deephash-head"}, JSON, that says the rest
 * and names the encoder.
 */
final class HeadFile {

    private static final int VERSION = 1;
    private static final String TEXT = "deephash-head";
    private static final String DIGEST = "sha256";

    /** A curve may hold NaN, where no images are kept aside. */
    private static final Gson GSON = new GsonBuilder()
            .serializeSpecialFloatingPointValues()
            .disableHtmlEscaping()
            .create();

    private HeadFile() {}

    /**
     * An encoder by name.
     *
     * @param name for tables
     * @param width values an image
     * @param file absolute; null if it has none
     * @param sha256 of the file; null if it has none
     * @param preparation what it wants its images to be; null if it has no file
     * @param originals whether it looks at images as they were found
     */
    private record Trained(
            String name,
            int width,
            @Nullable String file,
            @Nullable String sha256,
            @Nullable Preparation preparation,
            boolean originals) {

        static Trained on(Embedding embedding, int width) {
            return embedding instanceof Encoder encoder
                    ? new Trained(
                            encoder.name(),
                            width,
                            encoder.file().toAbsolutePath().normalize().toString(),
                            encoder.digest(),
                            encoder.preparation(),
                            encoder.takesOriginals())
                    : new Trained(embedding.name(), width, null, null, null, false);
        }

        @Override
        public String toString() {
            return file == null ? name : name + " (SHA-256 " + sha256 + ")";
        }
    }

    /** All of a head but its weights. */
    private record Description(
            int version,
            String name,
            Trained encoder,
            String threshold,
            History history,
            Map<String, String> provenance) {}

    static void write(Head head, Path file) throws IOException {
        if (Files.exists(file)) {
            requireHead(file);
        }
        HeadValues values = head.values();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("hidden.weight", matrix(values.hidden()));
        tensors.put("hidden.bias", vector(values.hiddenBias()));
        tensors.put("code.weight", matrix(values.output()));
        tensors.put("code.bias", vector(values.outputBias()));
        tensors.put("thresholds", vector(head.binarizer().thresholds()));
        if (head.binarizer().projection().length > 0) {
            tensors.put("projection", matrix(head.binarizer().projection()));
        }
        Weights weights = new Weights(tensors);
        String text = GSON.toJson(new Description(
                VERSION,
                head.name(),
                Trained.on(values.embedding(), values.hidden()[0].length),
                head.binarizer().threshold(),
                head.history(),
                head.provenance().facts()));
        WholeFile.write(
                file.toAbsolutePath(),
                channel -> Safetensors.write(channel, weights, Map.of(TEXT, text, DIGEST, digest(text, weights))));
    }

    private static void requireHead(Path file) throws IOException {
        try {
            if (Files.isRegularFile(file) && Safetensors.texts(file).containsKey(TEXT)) {
                return;
            }
        } catch (ModelFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException(
                "\"" + file + "\" is there and is no saved head, so nothing was saved. Name another file.");
    }

    static Head read(Path file) throws IOException {
        try (OpenSafetensors opened = OpenSafetensors.open(file)) {
            Map<String, String> texts = opened.texts();
            Description description = description(file, texts);
            Encoder encoder = find(file, description.encoder());
            return of(file, texts, opened.weights(), description, encoder);
        }
    }

    /** The encoder where it lay, or beside the head. */
    private static Encoder find(Path file, Trained trained) throws IOException {
        if (trained.file() == null) {
            throw new IllegalArgumentException("The head in \"" + file + "\" was trained on " + trained
                    + ", which is no file that could be found again. Give it: Head.load(file, embedding).");
        }
        Path there = Path.of(trained.file());
        Path beside = file.toAbsolutePath().resolveSibling(there.getFileName());
        for (Path place : new Path[] {there, beside}) {
            if (Files.isRegularFile(place)) {
                Encoder encoder = Encoder.load(place, Objects.requireNonNull(trained.preparation()));
                return trained.originals() ? encoder.ofOriginals() : encoder;
            }
        }
        throw new IllegalArgumentException("The head in \"" + file + "\" was trained on " + trained
                + ", which is neither at \"" + there + "\", where it was, nor at \"" + beside
                + "\". Put it there, or say where it is: Head.load(file, Encoder.load(\"...\")).");
    }

    static Head read(Path file, Embedding embedding) throws IOException {
        try (OpenSafetensors opened = OpenSafetensors.open(file)) {
            Map<String, String> texts = opened.texts();
            Description description = description(file, texts);
            return of(file, texts, opened.weights(), description, embedding);
        }
    }

    private static Description description(Path file, Map<String, String> texts) {
        String text = texts.get(TEXT);
        if (text == null) {
            throw new ModelFormatException("\"" + file + "\" is no saved head: its header has no \"" + TEXT + "\".");
        }
        try {
            Description read = GSON.fromJson(text, Description.class);
            if (read.version() > VERSION) {
                throw new ModelFormatException(
                        "\"" + file + "\" was written by a newer version of this library (format " + read.version()
                                + ", and this one reads up to " + VERSION + "). Update the library.");
            }
            return read;
        } catch (JsonParseException e) {
            throw new ModelFormatException("\"" + file + "\" is damaged: " + e.getMessage(), e);
        }
    }

    private static Head of(
            Path file, Map<String, String> texts, Weights weights, Description description, Embedding embedding) {
        if (!digest(Objects.requireNonNull(texts.get(TEXT)), weights).equals(texts.get(DIGEST))) {
            throw new ModelFormatException(
                    "\"" + file + "\" is damaged: its SHA-256 is not the one written in it. Copy the file anew.");
        }
        requireSame(file, description.encoder(), embedding);
        HeadValues values = new HeadValues(
                description.name() + " values",
                embedding,
                rows(weights, "hidden.weight"),
                values(weights, "hidden.bias"),
                rows(weights, "code.weight"),
                values(weights, "code.bias"));
        float[][] projection =
                weights.tensors().containsKey("projection") ? rows(weights, "projection") : new float[0][];
        return new Head(
                description.name(),
                values,
                new Binarizer(description.threshold(), values(weights, "thresholds"), projection),
                description.history(),
                new Provenance(description.provenance()));
    }

    private static void requireSame(Path file, Trained trained, Embedding embedding) {
        Trained given = Trained.on(embedding, trained.width());
        boolean same = trained.file() == null
                ? given.name().equals(trained.name())
                : trained.sha256() != null
                        && trained.sha256().equals(given.sha256())
                        && Objects.equals(trained.preparation(), given.preparation())
                        && trained.originals() == given.originals();
        if (!same) {
            boolean sameFile = trained.sha256() != null && trained.sha256().equals(given.sha256());
            throw new IllegalArgumentException("The head in \"" + file + "\" was trained on "
                    + (sameFile
                            ? "features of images of " + trained.preparation()
                                    + (trained.originals() ? ", originals" : "") + ", but these are of "
                                    + given.preparation() + (given.originals() ? ", originals" : "")
                            : trained + ", but was given " + given)
                    + ". On other features its codes would mean nothing.");
        }
    }

    private static Tensor matrix(float[][] rows) {
        int width = rows[0].length;
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return new Tensor(new long[] {rows.length, width}, values);
    }

    private static Tensor vector(float[] values) {
        return new Tensor(new long[] {values.length}, values);
    }

    private static float[] values(Weights weights, String name) {
        return Objects.requireNonNull(weights.tensors().get(name), name).values();
    }

    private static float[][] rows(Weights weights, String name) {
        Tensor tensor = Objects.requireNonNull(weights.tensors().get(name), name);
        int width = Math.toIntExact(tensor.shape()[1]);
        float[][] rows = new float[Math.toIntExact(tensor.shape()[0])][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(tensor.values(), i * width, (i + 1) * width);
        }
        return rows;
    }

    private static String digest(String text, Weights weights) {
        MessageDigest digest = Digests.sha256();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        weights.tensors().forEach((name, tensor) -> {
            ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.values().length);
            bytes.asFloatBuffer().put(tensor.values());
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}
