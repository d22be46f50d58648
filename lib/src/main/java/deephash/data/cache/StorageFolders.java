package deephash.data.cache;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where data sets are looked for: the folders that {@code DEEPHASH_DATASETS} (or the system property
 * {@code deephash.datasets}) names, then {@code datasets/} in the working directory and up to three above it, then that
 * of the checkout that the launcher belongs to (system property {@code deephash.root}), then the user's cache
 * directory, then where the system's packages put them. A name that is in none of them is a path from the working
 * directory.
 */
public final class StorageFolders {

    private StorageFolders() {}

    /** The folders to look in, those that exist, in order. */
    public static List<Path> roots() {
        Set<Path> roots = new LinkedHashSet<>();
        String named = setting("deephash.datasets", "DEEPHASH_DATASETS");
        if (named != null) {
            for (String folder : named.split(File.pathSeparator)) {
                if (!folder.isBlank()) {
                    roots.add(Path.of(folder.strip()).toAbsolutePath().normalize());
                }
            }
        }
        Path here = Path.of("").toAbsolutePath();
        for (int up = 0; up <= 3 && here != null; up++, here = here.getParent()) {
            roots.add(here.resolve("datasets"));
        }
        String checkout = System.getProperty("deephash.root");
        if (checkout != null) {
            roots.add(Path.of(checkout, "datasets").toAbsolutePath().normalize());
        }
        roots.add(downloads());
        roots.add(Path.of("/usr/share/datasets"));
        List<Path> there = new ArrayList<>();
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                there.add(root);
            }
        }
        return there;
    }

    /** Where downloaded and unpacked sets go. */
    public static Path downloads() {
        return cache().resolve("datasets");
    }

    /** The user's cache directory for this program, whether it exists or not. */
    public static Path cache() {
        String named = setting("deephash.cache", "DEEPHASH_CACHE");
        if (named != null) {
            return Path.of(named).toAbsolutePath().normalize();
        }
        String home = System.getProperty("user.home", ".");
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            String local = System.getenv("LOCALAPPDATA");
            return (local != null ? Path.of(local) : Path.of(home, "AppData", "Local")).resolve("deephash");
        }
        if (system.startsWith("mac")) {
            return Path.of(home, "Library", "Caches", "deephash");
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        return (xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(home, ".cache")).resolve("deephash");
    }

    /** Writes the user's own folder for a leading {@code ~}, as a shell does. */
    public static String withHome(String path) {
        String home = System.getProperty("user.home", "~");
        boolean below = path.startsWith("~/") || path.startsWith("~" + File.separator);
        return path.equals("~") || below ? home + path.substring(1) : path;
    }

    private static @Nullable String setting(String property, String variable) {
        String value = System.getProperty(property);
        if (value == null) {
            value = System.getenv(variable);
        }
        return value == null || value.isBlank() ? null : value;
    }
}
