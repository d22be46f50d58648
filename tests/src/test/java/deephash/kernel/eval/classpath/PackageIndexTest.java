package deephash.kernel.eval.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageIndexTest {

    @TempDir
    private Path folder;

    private Path jar(String name, String... entries) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (String each : entries) {
                jar.putNextEntry(new ZipEntry(each));
            }
        }
        return file;
    }

    @Test
    void aPackageIsFoundInTheJarsAndFoldersThatHoldIt() throws IOException {
        Path first = jar("first.jar", "a/b/C.class", "a/readme.txt", "META-INF/versions/9/a/d/E.class");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.createDirectories(classes.resolve("a/b"));
        Path second = jar("second.jar", "a/b/F.class");
        PackageIndex index = PackageIndex.of(List.of(first, classes, second));
        assertThat(index.holding("a.b")).containsExactly(first, classes, second);
        assertThat(index.holding("a.d")).containsExactly(first);
        assertThat(index.holding("a.c")).isEmpty();
        assertThat(index.holding("java.util")).isEmpty();
        Path third = jar("third.jar", "g/H.class");
        index.add(third);
        assertThat(index.holding("g")).containsExactly(third);
    }

    @Test
    void aWrittenIndexIsReadForItsOwnClassPathOnly() throws IOException {
        Path first = jar("first.jar", "a/b/C.class");
        Path second = jar("second.jar", "a/b/D.class", "e/F.class");
        Path file = folder.resolve("packages");
        PackageIndex.of(List.of(first, second)).write(file);
        Files.delete(first);
        assertThat(PackageIndex.read(file.toString(), List.of(first, second)).holding("a.b"))
                .containsExactly(first, second);
        assertThat(PackageIndex.read(file.toString(), List.of(second)).holding("a.b"))
                .containsExactly(second);
        assertThat(PackageIndex.read(folder.resolve("none").toString(), List.of(second))
                        .holding("e"))
                .containsExactly(second);
    }

    @Test
    void packagesAreKnownBeforeJShellHasReadThem() {
        KnownPackages packages = new KnownPackages(List::of);
        assertThat(packages.after("import java.util.", "conc")).containsExactly("concurrent.");
        assertThat(packages.after("import static java.ma", "")).isEmpty();
        assertThat(packages.after("import tech.", "")).contains("tablesaw.");
        assertThat(packages.after("int a = 1; var x = java.util.", "concurrent"))
                .containsExactly("concurrent.");
        assertThat(packages.after("import ", "tec")).containsExactly("tech.");
        assertThat(packages.after("words.", "")).isEmpty();
        assertThat(packages.after("tec", "")).isEmpty();
    }
}
