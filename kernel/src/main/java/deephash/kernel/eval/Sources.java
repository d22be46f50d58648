package deephash.kernel.eval;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.SourceCodeAnalysis;

/** Where the documentation of classes comes from. */
final class Sources {

    private Sources() {}

    /**
     * The source jars of the property {@code deephash.sources}, those that exist, and those that lie beside a jar of
     * the class path, as in a local Maven repository.
     */
    static List<Path> configured() {
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

    private static void addIfThere(String path, Set<Path> found) {
        if (!path.isBlank() && Files.exists(Path.of(path))) {
            found.add(Path.of(path));
        }
    }

    /**
     * Adds the sources to those of the JDK, where JShell looks for documentation. There is no public way; without
     * {@code --add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED} a user sees signatures alone.
     */
    static void offer(SourceCodeAnalysis analysis, List<Path> sources) {
        try {
            Method find = analysis.getClass().getDeclaredMethod("findSources");
            find.setAccessible(true);
            List<Path> all = new ArrayList<>(sources);
            if (find.invoke(analysis) instanceof List<?> jdk) {
                jdk.forEach(each -> all.add((Path) each));
            }
            Field available = analysis.getClass().getDeclaredField("availableSources");
            available.setAccessible(true);
            available.set(analysis, all);
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.getLogger(Sources.class.getName())
                    .log(System.Logger.Level.DEBUG, "Documentation shows signatures alone: {0}", e.toString());
        }
    }
}
