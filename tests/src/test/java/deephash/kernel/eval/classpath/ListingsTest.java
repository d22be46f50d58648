package deephash.kernel.eval.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.kernel.library.Preloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingsTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeThem() throws IOException {
        file = folder.resolve("listings");
        Listings.write(classPath(), Preloads.names(), file);
    }

    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static StandardJavaFileManager standard() {
        return ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
    }

    private static IndexedFiles with(Path listings) {
        return new IndexedFiles(standard(), null, listings.toString());
    }

    /** The classes of a package and what is in them. */
    private static Map<String, byte[]> classes(JavaFileManager files, Location location, String name)
            throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        for (JavaFileObject each : files.list(location, name, Set.of(Kind.CLASS), false)) {
            try (InputStream in = each.openInputStream()) {
                classes.put(files.inferBinaryName(location, each), in.readAllBytes());
            }
        }
        return classes;
    }

    private static Location module(JavaFileManager files, String name) throws IOException {
        List<Location> found = new ArrayList<>();
        for (Set<Location> some : files.listLocationsForModules(StandardLocation.SYSTEM_MODULES)) {
            for (Location each : some) {
                if (files.inferModuleName(each).equals(name)) {
                    found.add(each);
                }
            }
        }
        return found.get(0);
    }

    @Test
    void theyAreWhatTheCompilerFinds() throws IOException {
        try (IndexedFiles ours = with(file);
                StandardJavaFileManager theirs = standard()) {
            for (String each : List.of("java.util", "java.util.function", "java.lang", "java.nio.file")) {
                assertThat(classes(ours, module(ours, "java.base"), each))
                        .as(each)
                        .containsExactlyEntriesOf(classes(theirs, module(theirs, "java.base"), each));
            }
            for (String each : List.of("tech.tablesaw.api", "org.knowm.xchart", "deephash.code", "com.google.gson")) {
                assertThat(classes(ours, StandardLocation.CLASS_PATH, each))
                        .as(each)
                        .isNotEmpty()
                        .containsExactlyEntriesOf(classes(theirs, StandardLocation.CLASS_PATH, each));
            }
        }
    }

    @Test
    void aClassPathThatGrowsIsLookedAtToo() throws IOException {
        Path more = Files.createDirectories(folder.resolve("more/java/util/function"))
                .resolve("Added.class");
        Files.write(more, new byte[] {1});
        try (IndexedFiles ours = with(file)) {
            ours.handleOption(
                    "-classpath", List.of(folder.resolve("more").toString()).iterator());
            assertThat(classes(ours, StandardLocation.CLASS_PATH, "java.util.function"))
                    .containsOnlyKeys("java.util.function.Added");
        }
    }

    @Test
    void thoseOfAnotherClassPathOrJdkAreNotUsed() throws IOException {
        Listings here = Listings.read(file.toString(), classPath());
        assertThat(here.find("SYSTEM_MODULES[java.base]", "java.util")).contains("List", "Map$Entry");
        assertThat(here.find("SYSTEM_MODULES[java.base]", "java.util.jar")).isNull();

        List<Path> longer = new ArrayList<>(classPath());
        longer.add(folder.resolve("new.jar"));
        assertThat(Listings.read(file.toString(), longer).find("SYSTEM_MODULES[java.base]", "java.util"))
                .isNull();
        Files.writeString(file, Files.readString(file).replaceFirst("^\\S+", "/other/jdk"));
        assertThat(Listings.read(file.toString(), classPath()).find("SYSTEM_MODULES[java.base]", "java.util"))
                .isNull();
        Files.writeString(file, "");
        assertThat(Listings.read(file.toString(), classPath()).find("SYSTEM_MODULES[java.base]", "java.util"))
                .isNull();
    }
}
