package deephash.kernel.install;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import deephash.file.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kernel as Jupyter finds it: a folder with {@code kernel.json} and logos.
 *
 * @param folder {@code .../kernels/NAME}
 * @param displayName what JupyterLab calls it
 * @param root the checkout that it starts
 */
record KernelSpec(Path folder, String displayName, Path root) {

    /** The name under which notebooks ask for this kernel. */
    static final String NAME = "deephash";

    /** What JupyterLab and VS Code show. */
    static final String DISPLAY_NAME = "DeepHash (Java)";

    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9._-]+");
    private static final List<String> LOGOS = List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");
    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    String name() {
        return folder.getFileName().toString();
    }

    /**
     * Installs the kernel, replacing one of ours that is there.
     *
     * @param kernels the folder that holds Jupyter's kernels
     * @param windows whether the launcher is {@code deephash.cmd}
     * @throws IllegalArgumentException if Jupyter would not find a kernel of that name, or another kernel has it
     */
    static KernelSpec install(Path kernels, String name, String displayName, Path root, boolean windows)
            throws IOException {
        if (!NAMES.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" cannot be the name of a kernel: Jupyter allows letters,"
                            + " digits, '.', '_' and '-'. Try --name " + NAME + "-dev.");
        }
        Path folder = kernels.toAbsolutePath().normalize().resolve(name);
        if (Files.exists(folder) && read(folder).isEmpty()) {
            throw new IllegalArgumentException("Another kernel is called \"" + name + "\": " + folder
                    + " is not DeepHash's, so it stays as it is. Choose another --name.");
        }
        Files.createDirectories(folder);
        Map<String, Object> spec = new java.util.LinkedHashMap<>();
        spec.put(
                "argv",
                List.of(
                        root.resolve(windows ? "deephash.cmd" : "deephash").toString(),
                        "kernel",
                        "start",
                        "{connection_file}"));
        spec.put("display_name", displayName);
        spec.put("language", "java");
        spec.put("interrupt_mode", "message");
        spec.put("env", environment());
        spec.put("metadata", Map.of("deephash", Map.of("root", root.toString())));
        byte[] json = (JSON.toJson(spec) + "\n").getBytes(StandardCharsets.UTF_8);
        WholeFile.write(folder.resolve("kernel.json"), json);
        for (String logo : LOGOS) {
            try (InputStream in = KernelSpec.class.getResourceAsStream(logo)) {
                if (in != null) {
                    Files.copy(in, folder.resolve(logo), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return new KernelSpec(folder, displayName, root);
    }

    /** What Jupyter adds to a kernel's environment: its launcher, started from a desktop, may find no JDK by itself. */
    static Map<String, String> environment() {
        return Map.of("DEEPHASH_JDK", System.getProperty("java.home"));
    }

    /** Reads the kernel in a folder, if it is one of ours. */
    static Optional<KernelSpec> read(Path folder) {
        try {
            JsonObject spec = JSON.fromJson(Files.readString(folder.resolve("kernel.json")), JsonObject.class);
            JsonElement root = path(spec, "metadata", "deephash", "root");
            JsonElement displayName = path(spec, "display_name");
            if (root == null) {
                return Optional.empty();
            }
            return Optional.of(new KernelSpec(
                    folder,
                    displayName == null ? DISPLAY_NAME : displayName.getAsString(),
                    Path.of(root.getAsString())));
        } catch (IOException | JsonParseException | IllegalStateException | UnsupportedOperationException notOurs) {
            return Optional.empty();
        }
    }

    private static @Nullable JsonElement path(@Nullable JsonElement element, String... names) {
        for (String name : names) {
            element = element != null && element.isJsonObject()
                    ? element.getAsJsonObject().get(name)
                    : null;
        }
        return element;
    }

    /** The kernels of ours in the given folders. */
    static List<KernelSpec> find(List<Path> kernelFolders) throws IOException {
        List<KernelSpec> found = new ArrayList<>();
        for (Path kernels : kernelFolders) {
            if (Files.isDirectory(kernels)) {
                try (Stream<Path> folders = Files.list(kernels)) {
                    folders.sorted().forEach(folder -> read(folder).ifPresent(found::add));
                }
            }
        }
        return found;
    }

    /** Removes the kernel, and the folders above it that are empty then. */
    void uninstall() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
        Path kernels = folder.getParent();
        Path jupyter = kernels == null ? null : kernels.getParent();
        Path share = jupyter == null ? null : jupyter.getParent();
        try {
            if (kernels != null && jupyter != null) {
                Files.delete(kernels);
                Files.delete(jupyter);
            }
            if (share != null && share.endsWith("share")) {
                Files.delete(share);
            }
        } catch (FileSystemException othersToo) {
            // they hold other kernels or Jupyter's own files, or belong to somebody else
        }
    }

    /** What is wrong with the kernel, or null. */
    @Nullable
    String fault() {
        return Files.exists(root.resolve("deephash"))
                ? null
                : "its checkout " + root + " is gone: uninstall it, or install it again from where DeepHash lies now";
    }
}
