package deephash.spark;

import deephash.code.Digests;
import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.model.HashModel;
import deephash.model.ModelFormatException;
import deephash.model.engine.Compute;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A model on its way to the workers: the files of a saved one, and what lets a worker find out that it would give other
 * codes than the driver.
 */
final class CarriedModel implements Serializable {

    private static final long serialVersionUID = 1;

    private static final int PROBES = 16;
    private static final long PROBE_SEED = 25;

    /** One a process, however many tasks it runs; by fingerprint. */
    private static final Map<String, HashModel> LOADED = new ConcurrentHashMap<>();

    private final String name;
    private final int bits;
    private final String versions;
    private final String fingerprint;
    private final Fit fit;
    private final TreeMap<String, byte[]> files;
    /** The codes of a few images of noise. */
    private final long[] probes;

    private CarriedModel(HashModel model, Fit fit, Map<String, byte[]> files, HashModel loaded) {
        this.fit = fit;
        this.files = new TreeMap<>(files);
        name = model.name();
        bits = model.bits();
        versions = versionsHere();
        MessageDigest digest = Digests.sha256();
        this.files.forEach((file, bytes) -> {
            digest.update(file.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        digest.update(fit.name().getBytes(StandardCharsets.UTF_8));
        fingerprint = HexFormat.of().formatHex(digest.digest(), 0, 8);
        probes = probe(loaded);
    }

    /**
     * Packs a model.
     *
     * @param fit how images come to its shape
     * @throws IllegalArgumentException if no other process could load it
     */
    static CarriedModel of(HashModel model, Fit fit) {
        return inFolder(folder -> {
            model.save(folder);
            Map<String, byte[]> files = new TreeMap<>();
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.filter(f -> f.getFileName().toString().matches("model\\.json|.*\\.safetensors"))
                        .toList()) {
                    files.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
            try {
                return new CarriedModel(model, fit, files, HashModel.load(folder));
            } catch (ModelFormatException e) {
                throw new IllegalArgumentException(
                        "No worker could load the model " + model.name() + ": " + e.getMessage()
                                + " Models of the library's own architectures can be carried to workers.",
                        e);
            }
        });
    }

    /**
     * The model in this process, which loads it once.
     *
     * @throws IllegalStateException if it cannot be loaded here, or gives other codes than on the driver; says on which
     *     machine
     */
    HashModel model() {
        return LOADED.computeIfAbsent(fingerprint, key -> {
            HashModel model;
            String here;
            try {
                here = versionsHere(); // loads PyTorch
            } catch (RuntimeException | LinkageError e) {
                throw cannotLoad(e);
            }
            if (!versions.equals(here)) {
                throw new IllegalStateException(host() + " has " + here + ", but the driver has " + versions
                        + ". Give workers and driver the same jars: their codes could differ.");
            }
            try {
                model = inFolder(folder -> {
                    for (Map.Entry<String, byte[]> file : files.entrySet()) {
                        Files.write(folder.resolve(file.getKey()), file.getValue());
                    }
                    return HashModel.load(folder);
                });
            } catch (RuntimeException | LinkageError e) {
                throw cannotLoad(e);
            }
            if (!Arrays.equals(probes, probe(model))) {
                throw new IllegalStateException(host() + " computes other codes with the model " + name
                        + " than the driver: a few images of noise were hashed on both. Both have " + versions
                        + "; the processors may differ so much that roundings do. Run driver and "
                        + "workers on machines of one kind.");
            }
            return model;
        });
    }

    private IllegalStateException cannotLoad(Throwable thrown) {
        return new IllegalStateException(
                host() + " cannot load the model " + name + ": "
                        + (thrown.getMessage() == null ? thrown : thrown.getMessage()),
                thrown);
    }

    /** 16 hexadecimal digits that tell the model, and how images come to it, from others. */
    String fingerprint() {
        return fingerprint;
    }

    /** As tables call it. */
    String name() {
        return name;
    }

    int bits() {
        return bits;
    }

    Fit fit() {
        return fit;
    }

    private static long[] probe(HashModel model) {
        Pixels pixels = model.pixels();
        byte[] values = new byte[PROBES * pixels.count()];
        new SplittableRandom(PROBE_SEED).nextBytes(values);
        HashCodes codes = model.hash(Images.of(pixels, values));
        return codes.toWords();
    }

    private static String versionsHere() {
        String version = HashModel.class.getPackage().getImplementationVersion();
        return "DeepHash " + (version == null ? "of unknown version" : version) + " with " + Compute.engineVersion();
    }

    /** This machine and process, for messages. */
    static String host() {
        try {
            return "Worker " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "A worker";
        }
    }

    @FunctionalInterface
    private interface InFolder<T> {
        T use(Path folder) throws IOException;
    }

    /** Models are read from folders; this one goes away again. */
    private static <T> T inFolder(InFolder<T> work) {
        try {
            Path folder = Files.createTempDirectory("deephash-model-");
            try {
                return work.use(folder);
            } finally {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.deleteIfExists(file);
                    }
                }
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The model needs a folder for temporary files: " + e, e);
        }
    }
}
