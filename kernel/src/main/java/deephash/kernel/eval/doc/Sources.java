package deephash.kernel.eval.doc;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where the documentation of classes comes from. */
public final class Sources {

    /** What is in a jar of sources; JShell would open a jar anew whenever it is asked about a name. */
    private static final Map<Path, Path> OPENED = new ConcurrentHashMap<>();

    private Sources() {}

    /**
     * The source jars of the property {@code deephash.sources}, those that exist, and those that lie beside a jar of
     * the class path, as in a local Maven repository.
     */
    public static List<Path> configured() {
        Set<Path> found = new LinkedHashSet<>();
        for (String each : System.getProperty("deephash.sources", "").split(File.pathSeparator)) {
            addIfThere(each, found);
        }
        for (String each : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (each.endsWith(".jar")) {
                addIfThere(each.substring(0, each.length() - ".jar".length()) + "-sources.jar", found);
            }
        }
        return List.copyOf(found);
    }

    /** The root folder of a jar of sources. */
    public static Path root(Path jar) {
        return OPENED.computeIfAbsent(jar, Sources::opened);
    }

    private static Path opened(Path jar) {
        try {
            return FileSystems.newFileSystem(jar).getPath("/");
        } catch (IOException | ProviderNotFoundException e) {
            return jar;
        }
    }

    private static void addIfThere(String path, Set<Path> found) {
        if (!path.isBlank() && Files.exists(Path.of(path))) {
            found.add(Path.of(path));
        }
    }

    /** The root folders of jars or folders of sources. */
    public static List<Path> roots(List<Path> sources) {
        return sources.stream().map(Sources::root).toList();
    }
}
