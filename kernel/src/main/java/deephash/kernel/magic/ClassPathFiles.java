package deephash.kernel.magic;

import deephash.kernel.eval.CellEvaluator;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Files that magics and settings name: paths, or patterns such as {@code libs/*.jar}. */
final class ClassPathFiles {

    private ClassPathFiles() {}

    /** Adds jars to the class path: files, or all jars of a folder. */
    static List<String> addJars(CellEvaluator cells, List<String> patterns) {
        List<Path> jars = new ArrayList<>();
        for (Path each : wanted(patterns, "%jars libs/*.jar")) {
            if (Files.isDirectory(each)) {
                List<Path> inside = matching(each + "/*.jar");
                if (inside.isEmpty()) {
                    throw new IllegalArgumentException(
                            "There is no jar in the folder " + each + ". A folder of classes: %classpath " + each);
                }
                jars.addAll(inside);
            } else {
                jars.add(each);
            }
        }
        return add(cells, jars);
    }

    /** Adds jars and folders of classes to the class path. */
    static List<String> addAll(CellEvaluator cells, List<String> patterns) {
        return add(cells, wanted(patterns, "%classpath target/classes"));
    }

    private static List<String> add(CellEvaluator cells, List<Path> files) {
        files.forEach(ClassPathFiles::check);
        files.forEach(cells::addToClassPath);
        return files.stream().map(Path::toString).toList();
    }

    private static List<Path> wanted(List<String> patterns, String example) {
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("Say which: " + example);
        }
        List<Path> found = new ArrayList<>();
        for (String each : patterns) {
            List<Path> matching = matching(each);
            if (matching.isEmpty()) {
                throw new IllegalArgumentException("Nothing "
                        + (each.indexOf('*') < 0 && each.indexOf('?') < 0 ? "is called " : "matches ") + each + " in "
                        + Path.of("").toAbsolutePath() + ".");
            }
            found.addAll(matching);
        }
        return found;
    }

    /**
     * Rejects files that are not jars: with one on the class path, the compiler would fail in every later cell.
     *
     * @throws IllegalArgumentException naming the file
     */
    static void check(Path file) {
        if (Files.isRegularFile(file)) {
            try (ZipFile jar = new ZipFile(file.toFile())) {
                jar.size();
            } catch (IOException e) {
                throw new IllegalArgumentException(file + " is no jar: " + e.getMessage() + ".", e);
            }
        }
    }

    /** Whether a jar has an entry of this name. */
    static boolean has(Path file, String entry) {
        try (ZipFile jar = new ZipFile(file.toFile())) {
            return jar.getEntry(entry) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** The files that match a path or a pattern, in order. */
    static List<Path> matching(String written) {
        String slashed = written.replace(File.separatorChar, '/');
        String pattern = slashed.startsWith("~/") ? System.getProperty("user.home") + slashed.substring(1) : slashed;
        pattern = pattern.endsWith("/*") || !pattern.endsWith("/") ? pattern : pattern + "*";
        if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
            Path path = Path.of(pattern).toAbsolutePath().normalize();
            return Files.exists(path) ? List.of(path) : List.of();
        }
        int wild = pattern.indexOf('*') < 0
                ? pattern.indexOf('?')
                : Math.min(pattern.indexOf('*'), pattern.indexOf('?') < 0 ? pattern.length() : pattern.indexOf('?'));
        int slash = pattern.lastIndexOf('/', wild);
        Path folder = Path.of(slash < 0 ? "" : slash == 0 ? "/" : pattern.substring(0, slash))
                .toAbsolutePath()
                .normalize();
        String rest = pattern.substring(slash + 1);
        int depth = rest.contains("**")
                ? Integer.MAX_VALUE
                : (int) rest.chars().filter(c -> c == '/').count() + 1;
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> matcher.matches(folder.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException none) {
            return List.of();
        }
    }
}
