package deephash.kernel.eval.classpath;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The public types of the JDK and the class path by their simple names, for completion of what is not imported and for
 * import hints. Read in the background when first needed.
 */
public final class TypeIndex {

    /** Packages whose types nobody writes in a cell. */
    private static final List<String> INTERNAL =
            List.of("internal", "impl", "shaded", "sun", "com.sun", "repackaged", "gen");

    /** Names of these packages come first. */
    private static final List<String> FIRST = List.of("deephash.", "java.util.", "java.io.", "java.", "javax.");

    private final ClassLoader loader;
    private final CompletableFuture<NavigableMap<String, Set<String>>> types;
    private final Set<Path> added = new HashSet<>();

    private TypeIndex(ClassLoader loader) {
        this.loader = loader;
        types = CompletableFuture.supplyAsync(TypeIndex::read, task -> {
            Thread thread = new Thread(task, "type index");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Starts to read. */
    public static TypeIndex start(ClassLoader loader) {
        return new TypeIndex(loader);
    }

    /** The qualified names of the public types with this simple name, the likeliest first. */
    public List<String> named(String simpleName, List<Path> classPath) {
        NavigableMap<String, Set<String>> known = known(classPath);
        return likeliestFirst(known.getOrDefault(simpleName, Set.of()));
    }

    /** The simple names of types that begin so, with their qualified names, at most {@code limit}. */
    public NavigableMap<String, List<String>> beginning(String prefix, List<Path> classPath, int limit) {
        NavigableMap<String, List<String>> found = new TreeMap<>();
        for (var each : known(classPath).tailMap(prefix, true).entrySet()) {
            if (!each.getKey().startsWith(prefix) || found.size() == limit) {
                break;
            }
            List<String> names = likeliestFirst(each.getValue());
            if (!names.isEmpty()) {
                found.put(each.getKey(), names);
            }
        }
        return found;
    }

    /** All simple names, for "did you mean". */
    public Set<String> simpleNames(List<Path> classPath) {
        return known(classPath).keySet();
    }

    private List<String> likeliestFirst(Set<String> names) {
        return names.stream()
                .filter(this::isPublic)
                .sorted(java.util.Comparator.comparingInt(TypeIndex::rank).thenComparing(name -> name))
                .toList();
    }

    private static int rank(String name) {
        for (int i = 0; i < FIRST.size(); i++) {
            if (name.startsWith(FIRST.get(i))) {
                return i;
            }
        }
        return FIRST.size();
    }

    private boolean isPublic(String name) {
        try {
            return java.lang.reflect.Modifier.isPublic(
                    Class.forName(name, false, loader).getModifiers());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private NavigableMap<String, Set<String>> known(List<Path> classPath) {
        NavigableMap<String, Set<String>> known;
        try {
            known = types.get(2, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return new TreeMap<>();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TreeMap<>();
        }
        for (Path each : classPath) {
            if (added.add(each)) {
                readPath(each, known);
            }
        }
        return known;
    }

    private static NavigableMap<String, Set<String>> read() {
        NavigableMap<String, Set<String>> found = new TreeMap<>();
        for (Module module : ModuleLayer.boot().modules()) {
            readModule(module.getDescriptor(), found);
        }
        for (String each : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (!each.isBlank()) {
                readPath(Path.of(each), found);
            }
        }
        return found;
    }

    private static void readModule(ModuleDescriptor module, NavigableMap<String, Set<String>> found) {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module.name());
        for (ModuleDescriptor.Exports exported : module.exports()) {
            if (exported.isQualified()) {
                continue;
            }
            String name = exported.source();
            try (Stream<Path> files = Files.list(root.resolve(name.replace('.', '/')))) {
                files.forEach(file -> add(name + "/" + file.getFileName(), found));
            } catch (IOException e) {
                // A package without files says nothing.
            }
        }
    }

    private static void readPath(Path path, NavigableMap<String, Set<String>> found) {
        try {
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.walk(path)) {
                    files.forEach(
                            file -> add(path.relativize(file).toString().replace(File.separatorChar, '/'), found));
                }
            } else if (path.toString().endsWith(".jar") && Files.isReadable(path)) {
                try (JarFile jar = new JarFile(path.toFile())) {
                    jar.stream().forEach(entry -> add(entry.getName(), found));
                }
            }
        } catch (IOException e) {
            // A jar that cannot be read offers no types; using it says why.
        }
    }

    private static void add(String file, NavigableMap<String, Set<String>> found) {
        if (!file.endsWith(".class") || file.indexOf('$') >= 0 || file.indexOf('-') >= 0) {
            return;
        }
        int slash = file.lastIndexOf('/');
        if (slash < 0) {
            return;
        }
        String packageName = file.substring(0, slash).replace('/', '.');
        if (isInternal(packageName)) {
            return;
        }
        String simple = file.substring(slash + 1, file.length() - ".class".length());
        found.computeIfAbsent(simple, key -> new TreeSet<>()).add(packageName + "." + simple);
    }

    private static boolean isInternal(String packageName) {
        if (packageName.startsWith("com.sun.")
                || packageName.startsWith("META.")
                || (packageName + ".").startsWith("deephash.kernel.")) {
            return true;
        }
        List<String> parts = new ArrayList<>(List.of(packageName.split("\\.")));
        parts.retainAll(INTERNAL);
        return !parts.isEmpty();
    }
}
