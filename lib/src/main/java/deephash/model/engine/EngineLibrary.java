package deephash.model.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which native PyTorch library is loaded: the CPU build on the class path, or the one in the folder that
 * {@code PYTORCH_LIBRARY_PATH} names, such as that of a Python with CUDA. DJL wants four more settings for the second,
 * which follow from what lies in the folder.
 */
final class EngineLibrary {

    static final String PATH = "PYTORCH_LIBRARY_PATH";

    private static final String VERSION = "PYTORCH_VERSION";
    private static final String FLAVOR = "PYTORCH_FLAVOR";
    private static final String CUDART_PATH = "jna.library.path";
    private static final String BUNDLED = "native/lib/pytorch.properties";
    private static final String JNI = "jnilib/pytorch.properties";
    private static final List<String> TORCH = List.of("libtorch.so", "libtorch.dylib", "torch.dll");
    private static final List<String> TORCH_CUDA = List.of("libtorch_cuda.so", "torch_cuda.dll");
    /** The one build for CUDA in DJL's JNI; it runs on the libraries of CUDA 12.6 as well. */
    private static final String CUDA_FLAVOR = "cu128";

    private static final String CPU_FLAVOR = "cpu";
    private static final String DRIVER = "libcuda.so";
    /** Of Python's own packages, the version of PyTorch; of the archive that C++ users download, too. */
    private static final List<String> VERSION_FILES = List.of("version.py", "build-version");

    private static final Pattern RELEASE = Pattern.compile("(\\d+\\.\\d+\\.\\d+)");

    private static final List<Path> DRIVERS =
            List.of(Path.of("/proc/driver/nvidia/version"), Path.of("C:\\Windows\\System32\\nvcuda.dll"));

    private static final Path GPUS = Path.of("/proc/driver/nvidia/gpus");

    private EngineLibrary() {}

    /**
     * Makes the settings that the engine reads when it starts; those that the user made stay. No telemetry, and no
     * download where a library is at hand.
     *
     * @throws IllegalStateException if {@code PYTORCH_LIBRARY_PATH} names no library, or one of another version
     */
    static void prepare() {
        setUnlessSet("OPT_OUT_TRACKING", "true");
        String folder = setting(PATH);
        if (folder != null) {
            settings(Path.of(folder), EngineLibrary::setting).forEach(EngineLibrary::setUnlessSet);
        }
        if (folder != null || isOnClassPath(BUNDLED)) {
            setUnlessSet("ai.djl.offline", "true");
        }
    }

    /** The settings for the library in a folder. */
    static Map<String, String> settings(Path folder, Function<String, @Nullable String> setting) {
        if (TORCH.stream().noneMatch(name -> Files.exists(folder.resolve(name)))) {
            throw new IllegalStateException(
                    PATH + " is " + folder + ", but there is no libtorch in that folder. Name the"
                            + " folder \"lib\" of a PyTorch, or leave the variable out to use the bundled CPU "
                            + "library.");
        }
        String fits = release(text(JNI));
        String found = VERSION_FILES.stream()
                .map(name -> release(text(folder.resolveSibling(name))))
                .filter(version -> !version.isEmpty())
                .findFirst()
                .orElse(fits);
        if (!found.equals(fits) && setting.apply(VERSION) == null) {
            throw new IllegalStateException(PATH + " is " + folder + ", which is PyTorch " + found
                    + ", but this version of DeepHash works with " + fits + ". Install that one (pip install torch=="
                    + fits + "), or leave the variable out to use the bundled CPU library.");
        }
        boolean cuda = TORCH_CUDA.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
        Map<String, String> settings = new TreeMap<>();
        settings.put(VERSION, fits);
        settings.put(FLAVOR, cuda ? CUDA_FLAVOR : CPU_FLAVOR);
        // DJL counts the GPUs with CUDA's runtime, which Python's packages keep beside PyTorch
        Path runtime = folder.resolve("../../nvidia/cuda_runtime/lib").normalize();
        if (cuda && Files.isDirectory(runtime)) {
            settings.put(CUDART_PATH, runtime.toString());
        }
        return settings;
    }

    /** What to throw where the engine's library cannot be loaded. */
    static RuntimeException notLoaded(RuntimeException thrown) {
        String folder = setting(PATH);
        return folder == null ? thrown : notLoaded(folder, thrown);
    }

    static IllegalStateException notLoaded(String folder, Throwable thrown) {
        Throwable first = thrown;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String why = String.valueOf(first.getMessage());
        return new IllegalStateException(
                PATH + " is " + folder + ", but the PyTorch there cannot be loaded: " + why
                        + (why.contains(DRIVER)
                                ? ". It is built for CUDA, and that library comes with NVIDIA's driver, which this"
                                        + " machine lacks."
                                : ".")
                        + " Leave the variable out to use the bundled CPU library.",
                thrown);
    }

    /** Why the GPU of this machine is not used, if it has one. Asked only where the engine sees none. */
    static Optional<String> whyNoGpu() {
        return DRIVERS.stream().anyMatch(Files::exists) ? Optional.of(why(isForCpus())) : Optional.empty();
    }

    private static boolean isForCpus() {
        String flavor = setting(FLAVOR);
        return flavor == null ? isOnClassPath(BUNDLED) : flavor.startsWith(CPU_FLAVOR);
    }

    static String why(boolean forCpus) {
        return forCpus
                ? "This machine has an NVIDIA GPU, but the PyTorch in use is built for CPUs. README.md, \"On a "
                        + "GPU\", says"
                        + " how to use another."
                : "This machine has an NVIDIA GPU, but CUDA finds none that it can use. See whether nvidia-smi "
                        + "lists it,"
                        + " CUDA_VISIBLE_DEVICES hides it, the driver is older than CUDA's library, or libcudart is"
                        + " missing from LD_LIBRARY_PATH.";
    }

    /**
     * What the machine's only GPU is called, where the driver says so; of several it is not known which one is used.
     */
    static Optional<String> gpuModel() {
        try (Stream<Path> gpus = Files.list(GPUS)) {
            List<Path> all = gpus.toList();
            return all.size() == 1
                    ? Files.readAllLines(all.get(0).resolve("information")).stream()
                            .filter(line -> line.startsWith("Model:"))
                            .map(line -> line.substring("Model:".length()).strip())
                            .findFirst()
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String setting(String name) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? System.getProperty(name) : value;
    }

    private static void setUnlessSet(String name, String value) {
        if (setting(name) == null) {
            System.setProperty(name, value);
        }
    }

    private static boolean isOnClassPath(String resource) {
        return EngineLibrary.class.getClassLoader().getResource(resource) != null;
    }

    private static String text(String resource) {
        try (InputStream in = EngineLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** The first version number in a text, or nothing. */
    private static String release(String text) {
        Matcher number = RELEASE.matcher(text);
        return number.find() ? number.group(1) : "";
    }
}
