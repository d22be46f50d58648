package deephash.kernel.eval.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Database drivers in jars that a cell adds: {@code DriverManager} looks for drivers once, in the JVM's own class path.
 */
public final class AddedDrivers {

    private static final String SERVICE = "META-INF/services/java.sql.Driver";

    private AddedDrivers() {}

    /**
     * Initialises the drivers of a jar, which register themselves then.
     *
     * @param path a jar or a folder of classes
     * @param loader finds its classes
     */
    public static void register(Path path, ClassLoader loader) {
        try {
            names(path)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .forEach(name -> {
                        if (!name.isEmpty()) {
                            initialise(name, loader);
                        }
                    });
        } catch (IOException e) {
            // What is no jar is refused elsewhere.
        }
    }

    private static String names(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            Path file = path.resolve(SERVICE);
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        }
        try (ZipFile jar = new ZipFile(path.toFile())) {
            ZipEntry entry = jar.getEntry(SERVICE);
            return entry == null ? "" : new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void initialise(String name, ClassLoader loader) {
        try {
            Class.forName(name, true, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            System.getLogger(AddedDrivers.class.getName())
                    .log(System.Logger.Level.WARNING, "The database driver {0} cannot be used: {1}", name, e);
        }
    }
}
