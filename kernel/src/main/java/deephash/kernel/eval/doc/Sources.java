package deephash.kernel.eval.doc;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.SourceCodeAnalysis;

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

    /**
     * Adds the sources to those of the JDK, where JShell looks for documentation. There is no public way; without
     * {@code --add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED} it finds none, and only what is given is known here.
     *
     * @return the root folders of all
     */
    public static List<Path> offer(SourceCodeAnalysis analysis, List<Path> sources) {
        List<Path> all = new ArrayList<>();
        for (Path each : sources) {
            all.add(root(each));
        }
        try {
            Method find = analysis.getClass().getDeclaredMethod("findSources");
            find.setAccessible(true);
            if (find.invoke(analysis) instanceof List<?> jdk) {
                jdk.forEach(each -> all.add((Path) each));
            }
            Field available = analysis.getClass().getDeclaredField("availableSources");
            available.setAccessible(true);
            available.set(analysis, all);
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.getLogger(Sources.class.getName())
                    .log(System.Logger.Level.DEBUG, "JShell does not look for documentation: {0}", e.toString());
        }
        return all;
    }
}
