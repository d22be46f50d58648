package deephash.kernel.eval.classpath;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the packages that a fresh notebook imports from, as the compiler found them when the application was
 * set up. The first cell waits while the compiler lists some five thousand class files, twice; from here that takes a
 * fraction of the time.
 */
public final class Listings {

    /** By place and package, the simple names of the classes in one line, which is split on first use. */
    private final Map<String, String> lines = new HashMap<>();

    private Listings() {}

    /**
     * Lists packages of the running JDK and of the jars of a class path in a file.
     *
     * @param imported what a fresh notebook imports, such as {@code java.util.*}
     */
    public static void write(List<Path> classPath, List<String> imported, Path file) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(made(classPath));
        Set<String> packages = packages(imported);
        try (StandardJavaFileManager files =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            for (Set<Location> modules : files.listLocationsForModules(StandardLocation.SYSTEM_MODULES)) {
                for (Location module : modules) {
                    addAll(all, module.getName(), files, module, packages);
                }
            }
            for (Path jar : classPath.stream().filter(Files::isRegularFile).toList()) {
                files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(jar));
                addAll(all, jar.toString(), files, StandardLocation.CLASS_PATH, packages);
            }
        }
        Files.write(file, all);
    }

    private static void addAll(
            List<String> all, String place, StandardJavaFileManager files, Location location, Set<String> packages)
            throws IOException {
        for (String each : packages) {
            String names = list(files, location, each);
            if (!names.isEmpty()) {
                all.add(key(place, each));
                all.add(names);
            }
        }
    }

    private static Set<String> packages(List<String> imported) {
        Set<String> packages = new TreeSet<>(List.of("java.lang", "java.lang.annotation"));
        for (String each : imported) {
            // The compiler looks whether each part of a name is a package.
            for (int dot = each.lastIndexOf('.'); dot > 0; dot = each.lastIndexOf('.', dot - 1)) {
                packages.add(each.substring(0, dot));
            }
        }
        return packages;
    }

    /** Class names; nothing if there are sources too. */
    private static String list(StandardJavaFileManager files, Location location, String name) throws IOException {
        StringBuilder names = new StringBuilder();
        for (var each : files.list(location, name, Set.of(Kind.CLASS, Kind.SOURCE), false)) {
            if (each.getKind() != Kind.CLASS) {
                return "";
            }
            String binaryName = files.inferBinaryName(location, each);
            names.append(names.isEmpty() ? "" : " ").append(binaryName.substring(name.length() + 1));
        }
        return names.toString();
    }

    /** The listings of a file, none if it was not made by {@link #write} for this JDK and class path. */
    public static Listings read(@Nullable String file, List<Path> classPath) {
        Listings read = new Listings();
        try {
            if (file != null && Files.exists(Path.of(file))) {
                List<String> all = Files.readAllLines(Path.of(file));
                if (all.get(0).equals(made(classPath))) {
                    for (int i = 1; i + 1 < all.size(); i += 2) {
                        read.lines.put(all.get(i), all.get(i + 1));
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            // Then the compiler lists.
        }
        return read;
    }

    private static String made(List<Path> classPath) {
        return System.getProperty("java.home") + " " + Runtime.version() + " "
                + String.join(
                        File.pathSeparator,
                        classPath.stream().map(Path::toString).toList());
    }

    private static String key(String place, String packageName) {
        return place + " " + packageName;
    }

    /**
     * The names of the classes, without their package; null if they are not known.
     *
     * @param place the name of a module's location, or the path of a jar
     */
    public String @Nullable [] find(String place, String packageName) {
        String names = lines.get(key(place, packageName));
        return names == null ? null : names.split(" ");
    }
}
