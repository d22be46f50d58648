package deephash.data.cache;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;

import deephash.data.Datasets;
import deephash.data.Drawings;
import deephash.data.RetrievalDataset;
import deephash.progress.Said;
import deephash.progress.Screen;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {

    @TempDir
    Path folder;

    private Path images;
    private Path pixels;
    private String before;
    private Screen replaced;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void useACacheOfOurOwn() throws IOException {
        images = folder.resolve("images");
        pixels = folder.resolve("cache/pixels");
        before = System.getProperty("deephash.cache");
        System.setProperty("deephash.cache", folder.resolve("cache").toString());
        replaced = Screen.use(new Said(said));
        Drawings.fill(images.resolve("cat"), 10, 1);
        Drawings.fill(images.resolve("dog"), 10, 2);
    }

    @AfterEach
    void giveTheCacheBack() {
        Screen.use(replaced);
        if (before == null) {
            System.clearProperty("deephash.cache");
        } else {
            System.setProperty("deephash.cache", before);
        }
    }

    @Test
    void saysWhatIsKeptAndClearsIt() throws IOException {
        assertThat(Datasets.cache().toString())
                .contains("decoded images and features of 0 loads, 0 MB; 0 archives unpacked, 0 MB");
        RetrievalDataset first = Datasets.load(images.toString());
        Datasets.load(images.toString(), loading().colour());
        Datasets.load(zip().toString());
        Cache cache = Datasets.cache();
        assertThat(cache.decoded()).isEqualTo(3);
        assertThat(cache.decodedBytes()).isGreaterThan(20 * 4 * 32 * 32);
        assertThat(cache.unpacked()).isEqualTo(1);
        assertThat(cache.unpackedBytes()).isGreaterThan(1_000);
        said.clear();
        assertThat(cache.clear().decoded()).isZero();
        assertThat(said).singleElement().asString().startsWith("Removed 1 MB in 4 entries of ");
        assertThat(Datasets.cache()).isEqualTo(new Cache(folder.resolve("cache"), 0, 0, 0, 0));
        assertThat(first.train().fingerprint())
                .as("what is loaded stays usable")
                .isNotEmpty();
        byte[] values = new byte[1024];
        first.train().images().read(0, values, 0);
        assertThat(Datasets.load(images.toString()).fingerprint()).isEqualTo(first.fingerprint());
    }

    @Test
    void whatAnotherLoadUnpacksMeanwhileIsUsed() throws IOException {
        String zip = zip().toString();
        AtomicBoolean alone = new AtomicBoolean(true);
        Screen.use(new Screen() {
            @Override
            public Bar bar(String what, long total, String unit) {
                if (what.startsWith("Unpacking") && alone.getAndSet(false)) {
                    Datasets.load(zip);
                }
                return SILENT.bar(what, total, unit);
            }

            @Override
            public Live show(Object content) {
                return SILENT.show(content);
            }

            @Override
            public void say(String line) {}
        });
        assertThat(Datasets.load(zip).classes()).containsExactly("cat", "dog");
        assertThat(alone).isFalse();
        assertThat(Datasets.cache().unpacked()).isEqualTo(1);
    }

    @Test
    void keepsWhatWasUsedLately() throws IOException {
        Datasets.load(images.toString());
        Datasets.load(images.toString(), loading().colour());
        age(Duration.ofDays(40));
        Datasets.load(images.toString());
        assertThat(Datasets.cache().clear(Duration.ofDays(30)).decoded()).isEqualTo(1);
    }

    @Test
    void whatAKilledLoadLeftIsRemovedByTheNext() throws IOException {
        Files.createDirectories(pixels);
        Path left = Files.createFile(pixels.resolve("partial-1.tmp"));
        Path underWay = Files.createFile(pixels.resolve("partial-2.tmp"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Datasets.load(images.toString());
        assertThat(left).doesNotExist();
        assertThat(underWay).as("of a load that may be under way").exists();
        Datasets.cache().clear();
        assertThat(underWay).exists();
    }

    @Test
    void clearingLeavesWhatSomebodyElsePutThere() throws IOException {
        Datasets.load(zip().toString());
        Path unpacked = folder.resolve("cache/unpacked");
        Path mine = Files.createDirectories(unpacked.resolve("thesis")).resolve("chapter.txt");
        Files.writeString(mine, "dear");
        Path notes = Files.writeString(pixels.resolve("notes.txt"), "dear");
        Path inside;
        try (Stream<Path> folders = Files.list(unpacked)) {
            inside = folders.filter(path -> path.getFileName().toString().startsWith("pets-"))
                    .findFirst()
                    .orElseThrow();
        }
        Path added = Files.writeString(inside.resolve("pets/cat/drawn by me.txt"), "dear");
        assertThat(Datasets.cache().clear().unpacked()).isZero();
        assertThat(mine).hasContent("dear");
        assertThat(notes).hasContent("dear");
        assertThat(added).hasContent("dear");
        assertThat(added.resolveSibling("0.png")).doesNotExist();
        try (Stream<Path> all = Files.walk(inside)) {
            assertThat(all.filter(Files::isRegularFile)).containsExactly(added);
        }
        assertThat(said).anyMatch(line -> line.contains("holds other files too"));
    }

    private void age(Duration by) throws IOException {
        try (Stream<Path> files = Files.list(pixels)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(by)));
            }
        }
    }

    private Path zip() throws IOException {
        Path zip = folder.resolve("pets.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> all = Files.walk(images)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry("pets/" + images.relativize(path)));
                out.write(Files.readAllBytes(path));
            }
        }
        return zip;
    }
}
