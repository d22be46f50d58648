package deephash.kernel.eval.classpath;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Which jars of a class path hold classes of which package. Folders may hold any. */
public final class PackageIndex {

    private final List<Path> folders = new ArrayList<>();
    private final Map<String, List<Path>> jars = new HashMap<>();
    private final Set<Path> known = new LinkedHashSet<>();

    private PackageIndex() {}

    /** Reads the tables of contents of jars. */
    public static PackageIndex of(List<Path> classPath) {
        PackageIndex index = new PackageIndex();
        classPath.forEach(index::add);
        return index;
    }

    /** The class path of this JVM. */
    static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .filter(each -> !each.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** The index of a file that {@link #write} made, if it is of this class path; else made anew. */
    public static PackageIndex read(@Nullable String file, List<Path> classPath) {
        try {
            if (file != null && Files.exists(Path.of(file))) {
                List<String> lines = Files.readAllLines(Path.of(file));
                if (lines.get(0).equals(classPath.toString())) {
                    return parsed(lines, classPath);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Then it is made again.
        }
        return of(classPath);
    }

    private static PackageIndex parsed(List<String> lines, List<Path> classPath) {
        PackageIndex index = new PackageIndex();
        index.known.addAll(classPath);
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" ");
            List<Path> holding = new ArrayList<>();
            for (int i = 1; i < words.length; i++) {
                holding.add(classPath.get(Integer.parseInt(words[i])));
            }
            index.jars.put(words[0], holding);
        }
        return index;
    }

    /** Keeps the index in a file; its class path must hold jars only. */
    public void write(Path file) throws IOException {
        List<Path> classPath = List.copyOf(known);
        List<String> lines = new ArrayList<>();
        lines.add(classPath.toString());
        jars.forEach((name, holding) -> {
            StringBuilder line = new StringBuilder(name);
            holding.forEach(each -> line.append(' ').append(classPath.indexOf(each)));
            lines.add(line.toString());
        });
        Files.write(file, lines);
    }

    /** Adds what comes later on the class path. */
    public synchronized void add(Path path) {
        if (!known.add(path)) {
            return;
        }
        if (Files.isDirectory(path)) {
            folders.add(path);
            return;
        }
        Set<String> packages = new LinkedHashSet<>();
        try (ZipFile jar = new ZipFile(path.toFile())) {
            jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                    .forEach(name -> {
                        String inner = name.startsWith("META-INF/versions/")
                                ? name.substring(name.indexOf('/', "META-INF/versions/".length()) + 1)
                                : name;
                        packages.add(inner.substring(0, Math.max(0, inner.lastIndexOf('/')))
                                .replace('/', '.'));
                    });
        } catch (IOException e) {
            // What is no jar holds no class.
        }
        packages.forEach(
                each -> jars.computeIfAbsent(each, key -> new ArrayList<>()).add(path));
    }

    /** The packages of the jars. */
    synchronized Set<String> names() {
        return Set.copyOf(jars.keySet());
    }

    /** The jars and folders to look into for a package, in the order of the class path. */
    public synchronized List<Path> holding(String packageName) {
        List<Path> found = jars.getOrDefault(packageName, List.of());
        if (folders.isEmpty()) {
            return found;
        }
        List<Path> all = new ArrayList<>();
        String folder = packageName.replace('.', '/');
        for (Path each : known) {
            if (found.contains(each) || (folders.contains(each) && Files.isDirectory(each.resolve(folder)))) {
                all.add(each);
            }
        }
        return all;
    }
}
