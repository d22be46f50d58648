package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.source.DatasetException;
import deephash.data.source.Listing;
import deephash.progress.Said;
import deephash.progress.Screen;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people bring that is not quite a data set. */
class BadInputTest {

    @TempDir
    Path folder;

    @AfterEach
    void lookWhereItIsUsual() {
        System.clearProperty("deephash.datasets");
    }

    @ParameterizedTest
    @CsvSource({"pets/cat/1.png, pets", "pets/train/cat/1.png, pets", "unpacked/pets/cat/1.png, unpacked/pets"})
    void aFolderTooDeepOffersTheRightOne(String image, String right) throws IOException {
        Path file = folder.resolve(image);
        Drawings.write(file, Drawings.noise(20, 20, 1));
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("\"" + folder.resolve(right) + "\" has: is that the one you mean?");
    }

    @Test
    void ofTwoSetsOfOneNameTheFirstIsTakenAndTheOtherNamed() throws IOException {
        Drawings.fill(folder.resolve("one/pets/cat"), 6, 1);
        Drawings.fill(folder.resolve("one/pets/dog"), 6, 2);
        Drawings.fill(folder.resolve("two/pets/bird"), 6, 3);
        Drawings.fill(folder.resolve("two/pets/fish"), 6, 4);
        System.setProperty("deephash.datasets", folder.resolve("one") + File.pathSeparator + folder.resolve("two"));
        List<String> said = new ArrayList<>();
        Screen replaced = Screen.use(new Said(said));
        try {
            assertThat(Datasets.load("pets").classes()).containsExactly("cat", "dog");
        } finally {
            Screen.use(replaced);
        }
        assertThat(said)
                .contains("\"pets\" is in more than one place; " + folder.resolve("one/pets") + " is taken, not "
                        + folder.resolve("two/pets") + ". Give the path to load another.");
        assertThat(Datasets.load(folder.resolve("two/pets").toString()).classes())
                .containsExactly("bird", "fish");
    }

    @Test
    void aPathIsNotLookedForBelowTheFoldersForDataSets() throws IOException {
        Drawings.fill(folder.resolve("photos/cat"), 6, 1);
        Drawings.fill(folder.resolve("photos/dog"), 6, 2);
        Path sets = Files.createDirectories(folder.resolve("sets"));
        System.setProperty("deephash.datasets", sets.toString());
        assertThatThrownBy(() -> Datasets.load("../photos"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("There is no folder \"");
        System.setProperty("deephash.datasets", folder.resolve("photos").toString());
        assertThatThrownBy(() -> Datasets.load("./cat")).hasMessageContaining("There is no folder \"");
        Path here = Path.of("").toAbsolutePath();
        assertThat(Datasets.load(here.relativize(folder.resolve("photos")).toString())
                        .classes())
                .containsExactly("cat", "dog");
    }

    @Test
    void aNameThatIsAFolderHereTooIsSaidToBeInTwoPlaces() throws IOException {
        Path here = Listing.folders(Path.of("").toAbsolutePath()).get(0);
        String name = here.getFileName().toString();
        Drawings.fill(folder.resolve(name).resolve("cat"), 6, 1);
        Drawings.fill(folder.resolve(name).resolve("dog"), 6, 2);
        System.setProperty("deephash.datasets", folder.toString());
        List<String> said = new ArrayList<>();
        Screen replaced = Screen.use(new Said(said));
        try {
            assertThat(Datasets.load(name).classes()).containsExactly("cat", "dog");
        } finally {
            Screen.use(replaced);
        }
        assertThat(said)
                .contains("\"" + name + "\" is in more than one place; " + folder.resolve(name) + " is taken, not "
                        + here + ". Give the path to load another.");
    }

    @Test
    void labelsWithoutImagesAndImagesWithoutLabelsAreNamed() throws IOException {
        Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(1, 2));
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("train-labels-idx1-ubyte has no images beside it");
        Files.write(folder.resolve("train-images-idx3-ubyte"), idx(3, 2));
        Files.delete(folder.resolve("train-labels-idx1-ubyte"));
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("train-images-idx3-ubyte has no labels beside it");
        Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(1, 3));
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .hasMessageContaining("has 2 images, but train-labels-idx1-ubyte has 3 labels");
    }

    @Test
    void validationLabelsWithoutImagesAreCounted() throws IOException {
        Drawings.fill(folder.resolve("train/n01440764"), 6, 1);
        Drawings.fill(folder.resolve("train/n02012849"), 6, 2);
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            if (i < 6) {
                Drawings.write(folder.resolve("val/v" + i + ".png"), Drawings.noise(20, 20, 50 + i));
            }
            labels.append("v" + i + ".png " + i % 2 + "\n");
        }
        Files.writeString(folder.resolve("val.txt"), labels);
        RetrievalDataset imagenet = Datasets.load(folder.toString());
        assertThat(imagenet.query().size() + imagenet.database().size()).isEqualTo(6);
        assertThat(imagenet.notes())
                .contains("3 of 9 labels in " + folder.resolve("val.txt") + " are of images that are not in "
                        + folder.resolve("val") + ".");
        for (int i = 0; i < 3; i++) {
            String name = imagenet.query().images().name(i);
            assertThat(imagenet.query().labels().classOf(i)).isEqualTo((name.charAt(name.length() - 5) - '0') % 2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list.csv",
                "train-images-idx3-ubyte",
                "train-images-idx3-ubyte.gz",
                "data_batch_1.bin",
                "set.tar.gz",
                "set.zip"
            })
    void aFileOfNoBytesIsNamed(String name) throws IOException {
        Files.createFile(folder.resolve(name));
        if (name.startsWith("train")) {
            Files.createFile(folder.resolve("train-labels-idx1-ubyte"));
        }
        boolean alone = name.contains("set.") || name.endsWith(".csv");
        assertThatThrownBy(() -> Datasets.load((alone ? folder.resolve(name) : folder).toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(name);
    }

    @Test
    void aFolderOfNoBytesImagesOnlyNamesThem() throws IOException {
        for (int i = 0; i < 3; i++) {
            Files.createDirectories(folder.resolve("cat"));
            Files.createFile(folder.resolve("cat/" + i + ".jpg"));
        }
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .hasMessageContaining("3 of 3 images cannot be read (cat/0.jpg: the file is empty (0 bytes)");
        assertThatThrownBy(() -> Datasets.load(folder.toString(), loading().skipBroken()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("has no image left");
    }

    @Test
    void linksThatLeadInCirclesAreNoDataSet() throws IOException {
        Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        assertThatThrownBy(() -> Datasets.load(folder.resolve("loop").toString()))
                .isInstanceOf(DatasetException.class);
        Files.createDirectories(folder.resolve("up"));
        Files.createSymbolicLink(folder.resolve("up/again"), folder.resolve("up"));
        assertThatThrownBy(() -> Datasets.load(folder.resolve("up").toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("has no images");
        Path nus = Files.createDirectories(folder.resolve("nus"));
        Files.createSymbolicLink(nus.resolve("ImageList"), nus);
        Files.createSymbolicLink(nus.resolve("Groundtruth"), nus);
        assertThatThrownBy(() -> Datasets.load(nus.toString())).isInstanceOf(DatasetException.class);
    }

    @Test
    void namesMayBeInAnyScriptInFoldersListsAndCsvFiles() throws IOException {
        List<String> classes =
                List.of("قطط", "猫", "кошки", "गाय", "🐈‍⬛ emoji", "Cafe\u0301", "with space & 'quote'", "ﬁ");
        StringBuilder csv = new StringBuilder("path,label\n");
        for (int c = 0; c < classes.size(); c++) {
            Drawings.fill(folder.resolve("set/" + classes.get(c)), 6, 10 + c);
            for (int i = 0; i < 6; i++) {
                csv.append("set/" + classes.get(c) + "/" + i + ".png," + classes.get(c) + "\n");
            }
        }
        RetrievalDataset set = Datasets.load(folder.resolve("set").toString());
        assertThat(set.classes()).containsExactlyInAnyOrderElementsOf(classes);
        assertThat(set.train().images().name(0)).startsWith(set.train().labels().text(0) + "/");
        Files.writeString(folder.resolve("列表.csv"), csv);
        RetrievalDataset listed = Datasets.load(folder.resolve("列表.csv").toString());
        assertThat(listed.classes()).containsExactlyInAnyOrderElementsOf(classes);
        for (int i = 0; i < listed.query().size(); i++) {
            assertThat(listed.query().images().name(i))
                    .startsWith("set/" + listed.query().labels().text(i) + "/");
        }
        Path names = Files.writeString(folder.resolve("имена.txt"), "猫/1.png\nगाय/2.png\n");
        Path one = Files.writeString(folder.resolve("one.txt"), "قطط/3.png\n");
        Path two = Files.writeString(folder.resolve("two.txt"), "кошки/3.png\n");
        RetrievalDataset chosen = Datasets.load(
                folder.resolve("set").toString(), loading().lists(names.toString(), one.toString(), two.toString()));
        assertThat(chosen.train().labels().text(1)).isEqualTo("गाय");
    }

    @Test
    void anAccentComposedOtherwiseThanInTheFilesNameIsTheSameAccent() throws IOException {
        String decomposed = Normalizer.normalize("Café", Normalizer.Form.NFD);
        Drawings.fill(folder.resolve(decomposed), 8, 1);
        Drawings.fill(folder.resolve("tea"), 8, 2);
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            csv.append("Café/" + i + ".png,Café\ntea/" + i + ".png,tea\n");
        }
        Files.writeString(folder.resolve("list.csv"), csv);
        assertThat(Datasets.load(folder.resolve("list.csv").toString()).classes())
                .containsExactly("Café", "tea");
        List<String> lists = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lists.add(Files.writeString(folder.resolve("list" + i), "Café/" + i + ".png\n")
                    .toString());
        }
        assertThat(Datasets.load(folder.toString(), loading().lists(lists.get(0), lists.get(1), lists.get(2)))
                        .query()
                        .images()
                        .name(0))
                .isEqualTo(decomposed + "/2.png");
    }

    @Test
    void textThatIsNotUtf8IsNamed() throws IOException {
        Drawings.fill(folder.resolve("train/n01440764"), 6, 1);
        Drawings.fill(folder.resolve("train/n02012849"), 6, 2);
        Files.write(folder.resolve("words.txt"), "n01440764\tpêche\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("words.txt is not UTF-8 text");
    }

    @Test
    void coarseClassesAreOnlyThereWhereThereAreSome() {
        assertThatThrownBy(() -> Datasets.load("fashion-mnist-mini", loading().coarse()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("only CIFAR-100");
    }

    private static byte[] idx(int dimensions, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions + (dimensions == 3 ? 4 * count : count));
        bytes.putInt(0x0800 | dimensions).putInt(count);
        if (dimensions == 3) {
            bytes.putInt(2).putInt(2);
        }
        return bytes.array();
    }
}
