package deephash.data.cache;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.Datasets;
import deephash.data.Drawings;
import deephash.data.RetrievalDataset;
import deephash.data.image.Images;
import deephash.data.source.DatasetException;
import deephash.progress.Said;
import deephash.progress.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelCacheTest {

    @TempDir
    Path folder;

    private Path images;
    private Path cache;
    private String before;

    @BeforeEach
    void useACacheOfOurOwn() throws IOException {
        images = folder.resolve("images");
        cache = folder.resolve("cache");
        before = System.getProperty("deephash.cache");
        System.setProperty("deephash.cache", cache.toString());
        Drawings.fill(images.resolve("cat"), 20, 1);
        Drawings.fill(images.resolve("dog"), 20, 2);
    }

    @AfterEach
    void giveTheCacheBack() {
        Thread.interrupted();
        if (before == null) {
            System.clearProperty("deephash.cache");
        } else {
            System.setProperty("deephash.cache", before);
        }
    }

    @Test
    void theSecondLoadReadsTheFileOfTheFirst() throws IOException {
        String first = load();
        assertThat(files()).hasSize(1);
        Object file = identity(files().get(0));
        assertThat(load()).isEqualTo(first);
        assertThat(files()).hasSize(1);
        assertThat(identity(files().get(0))).isEqualTo(file);
    }

    @Test
    void anotherSizeOrAChangedImageMakesAnotherFile() throws IOException {
        String first = load();
        Datasets.load(images.toString(), loading().pixels(16));
        assertThat(files()).hasSize(2);
        Drawings.write(images.resolve("cat/3.png"), Drawings.noise(40, 40, 99));
        assertThat(load()).isNotEqualTo(first);
        assertThat(files()).hasSize(3);
    }

    @Test
    void aDamagedOrCutOffFileIsWrittenAnew() throws IOException {
        String first = load();
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);
        for (int length : new int[] {0, 10, good.length / 2, good.length - 1}) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThat(load()).as("cut off after %d bytes", length).isEqualTo(first);
            assertThat(file).hasBinaryContent(good);
        }
        byte[] bad = good.clone();
        bad[bad.length - 50] ^= 1;
        Files.write(file, bad);
        assertThat(load()).isEqualTo(first);
        assertThat(file).hasBinaryContent(good);
    }

    @Test
    void pixelsThatWereDamagedInTheFileAreRefusedAndDecodedAnew() throws IOException {
        String first = load();
        Path file = files().get(0);
        byte[] damaged = Files.readAllBytes(file);
        damaged[5] ^= 16;
        Files.write(file, damaged);
        Images train = Datasets.load(images.toString()).train().images();
        Images query = Datasets.load(images.toString()).query().images();
        Images database = Datasets.load(images.toString()).database().images();
        byte[] values = new byte[train.pixels().count()];
        assertThatThrownBy(() -> {
                    for (Images all : List.of(train, query, database)) {
                        for (int i = 0; i < all.size(); i++) {
                            all.read(i, values, 0);
                        }
                    }
                })
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(file + " is damaged, so it was removed")
                .hasMessageContaining("Load the data again");
        assertThat(load()).isEqualTo(first);
    }

    @Test
    void anInterruptLeavesNoFile() throws IOException {
        Thread.currentThread().interrupt();
        assertThatThrownBy(this::load).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
        assertThat(Files.exists(cache.resolve("pixels")) ? files() : List.of()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidAndDoesNotStopTheLoad() throws IOException {
        String first = load();
        Path file = folder.resolve("a file");
        Files.createFile(file);
        System.setProperty("deephash.cache", file.resolve("below").toString());
        List<String> said = new ArrayList<>();
        Screen replaced = Screen.use(new Said(said));
        try {
            assertThat(load()).isEqualTo(first);
        } finally {
            Screen.use(replaced);
        }
        assertThat(said)
                .singleElement()
                .asString()
                .contains("could not be kept in")
                .contains("DEEPHASH_CACHE");
    }

    @Test
    void brokenImagesAreRememberedButTriedAgain() throws IOException {
        Path broken = Files.createFile(images.resolve("dog/half.png"));
        for (int round = 0; round < 2; round++) {
            assertThatThrownBy(this::load).hasMessageContaining("1 of 41 images cannot be read (dog/half.png");
        }
        Files.delete(broken);
        load();
    }

    @Test
    void listsOfFilesMakeTheSplits() throws IOException {
        List<String> lists = new ArrayList<>();
        String[] contents = {"cat/1.png\ncat/2.png\n# not this\n\ndog\\3.png\n", "dog/1.png\ncat/5.png\n", "cat/7.png\n"
        };
        for (int i = 0; i < 3; i++) {
            lists.add(Files.writeString(folder.resolve("list" + i), contents[i]).toString());
        }
        RetrievalDataset listed =
                Datasets.load(images.toString(), loading().lists(lists.get(0), lists.get(1), lists.get(2)));
        assertThat(listed.train().images().name(2)).isEqualTo("dog/3.png");
        assertThat(listed.train().size()).isEqualTo(3);
        assertThat(listed.database().size()).isEqualTo(2);
        assertThat(listed.query().labels().text(0)).isEqualTo("cat");
        RetrievalDataset control = listed.withQueriesInDatabase();
        assertThat(control.database().images().name(2)).isEqualTo("cat/7.png");
        assertThat(control.protocol().splits()).endsWith("then every query also in the database");
        Files.writeString(folder.resolve("list2"), "cat/77.png\n");
        assertThatThrownBy(() ->
                        Datasets.load(images.toString(), loading().lists(lists.get(0), lists.get(1), lists.get(2))))
                .hasMessageContaining("names 1 images that")
                .hasMessageContaining("\"cat/77.png\"; its images are named like \"cat/0.png\"");
    }

    /** What a file that is written anew would not have: its number on the disk. */
    private static Object identity(Path file) throws IOException {
        return Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                .fileKey();
    }

    private String load() {
        return Datasets.load(images.toString()).fingerprint();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(cache.resolve("pixels"))) {
            return entries.sorted().toList();
        }
    }
}
