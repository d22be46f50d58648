package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.pixel.Pixels;
import deephash.data.source.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {

    @TempDir
    Path folder;

    @Test
    void oneSubfolderAClassGivesThreeDisjointSplitsInProportion() throws IOException {
        write("cat", 24, 1);
        write("dog", 48, 2);
        RetrievalDataset pets = Datasets.load(folder.toString());
        assertThat(pets.classes()).containsExactly("cat", "dog");
        assertThat(pets.train().size()).isEqualTo(48);
        assertThat(pets.database().size()).isEqualTo(12);
        assertThat(pets.query().size()).isEqualTo(12);
        assertThat(pets.query().classCounts()).containsEntry("cat", 4).containsEntry("dog", 8);
        Set<String> names = new HashSet<>();
        for (Split split : pets.splits()) {
            for (int i = 0; i < split.size(); i++) {
                String name = split.images().name(i);
                assertThat(names.add(name)).isTrue();
                assertThat(split.labels().text(i)).isEqualTo(name.substring(0, name.indexOf('/')));
            }
        }
        assertThat(names).hasSize(72);
        assertThat(pets.protocol().splits()).contains("stratified random sampling");
    }

    @Test
    void trainAndTestFoldersAreKeptApart() throws IOException {
        write("train/cat", 10, 1);
        write("train/dog", 10, 2);
        write("test/cat", 6, 3);
        write("test/dog", 6, 4);
        RetrievalDataset pets =
                Datasets.load(folder.toString(), loading().pixels(16).colour());
        assertThat(pets.pixels()).isEqualTo(Pixels.colour(16));
        assertThat(pets.train().size()).isEqualTo(20);
        assertThat(pets.database().size()).isEqualTo(6);
        assertThat(pets.query().size()).isEqualTo(6);
        for (int i = 0; i < 6; i++) {
            assertThat(pets.query().images().name(i)).startsWith("test/");
        }
    }

    @Test
    void aBrokenImageIsRefusedByNameOrSkippedByName() throws IOException {
        write("cat", 20, 1);
        write("dog", 20, 2);
        Files.write(folder.resolve("cat/half.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3});
        Files.createFile(folder.resolve("dog/nothing.jpg"));
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("2 of 42 images cannot be read")
                .hasMessageContaining("cat/half.png: not an image of a known format")
                .hasMessageContaining("dog/nothing.jpg: the file is empty (0 bytes)")
                .hasMessageContaining("skipBroken()");
        RetrievalDataset pets = Datasets.load(folder.toString(), loading().skipBroken());
        assertThat(pets.train().size() + pets.database().size() + pets.query().size())
                .isEqualTo(40);
        assertThat(pets.notes())
                .anySatisfy(note -> assertThat(note).startsWith("2 of 42 images cannot be read and are left out"));
    }

    @Test
    void anImageInTwoPlacesIsNeverInTwoSplits() throws IOException {
        write("cat", 30, 1);
        write("dog", 30, 2);
        for (int i = 0; i < 10; i++) {
            Files.copy(folder.resolve("cat/" + i + ".png"), folder.resolve("cat/copy" + i + ".png"));
        }
        for (int seed = 0; seed < 10; seed++) {
            RetrievalDataset pets = Datasets.load(folder.toString(), loading().seed(seed));
            Set<Long> elsewhere = new HashSet<>();
            for (Split split : pets.splits()) {
                Set<Long> here = new HashSet<>();
                for (int i = 0; i < split.size(); i++) {
                    here.add(split.images().fingerprint(i));
                }
                assertThat(elsewhere).doesNotContainAnyElementsOf(here);
                elsewhere.addAll(here);
            }
            assertThat(elsewhere).hasSizeGreaterThan(50);
        }
    }

    @Test
    void oneClassOnlyLoadsAndSaysThatMetricsSayNothing() throws IOException {
        write("cat", 12, 1);
        assertThat(Datasets.load(folder.toString()).notes())
                .singleElement()
                .asString()
                .contains("All images have one class, \"cat\"");
    }

    @Test
    void anEmptyFolderSaysWhatIsExpected() {
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("has no images")
                .hasMessageContaining("one subfolder a class");
    }

    @Test
    void aMissingFolderSaysSo() {
        assertThatThrownBy(() -> Datasets.load(folder.resolve("nowhere").toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(
                        "There is no folder \"" + folder.resolve("nowhere") + "\"; \"" + folder + "\" is there.");
        assertThatThrownBy(() -> Datasets.load("my photos/2024"))
                .hasMessageContaining(
                        "There is no folder \"" + Path.of("my photos/2024").toAbsolutePath());
        assertThatThrownBy(() -> Datasets.load("nowhere")).hasMessageContaining("No data set \"nowhere\".");
    }

    @Test
    void aTildeIsTheUsersFolder() throws IOException {
        write("pets/cat", 12, 1);
        write("pets/dog", 12, 2);
        String home = System.getProperty("user.home");
        try {
            System.setProperty("user.home", folder.toString());
            assertThat(Datasets.load("~/pets").classes()).containsExactly("cat", "dog");
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void noNameIsNotTheCurrentFolder(String name) {
        assertThatThrownBy(() -> Datasets.load(name))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("No data set is named.")
                .hasMessageContaining("fashion-mnist-mini");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void fewerThanThreeImagesAreTooFewForThreeSplits(int count) throws IOException {
        Drawings.fill(folder, count, 1);
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageEndingWith(
                        "at least 3 are needed, one for each split: train, database and query. Add images.");
    }

    @Test
    void aFolderOneLevelTooDeepOffersTheRightOne() throws IOException {
        write("unpacked/cat", 5, 1);
        write("unpacked/dog", 5, 2);
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("but \"" + folder.resolve("unpacked") + "\" has: is that the one you mean?");
    }

    @Test
    void aFolderOfImagesAloneIsUnlabelled() throws IOException {
        Drawings.fill(folder, 12, 1);
        RetrievalDataset photos = Datasets.load(folder.toString());
        assertThat(photos.classes()).isEmpty();
        assertThat(photos.train().size()).isEqualTo(8);
        assertThat(photos.notes()).singleElement().asString().contains("unlabelled");
        assertThat(photos.toString()).contains("unlabelled");
    }

    @Test
    void onlyATrainFolderGivesAllSplits() throws IOException {
        write("train/cat", 9, 1);
        write("train/dog", 9, 2);
        RetrievalDataset pets = Datasets.load(folder.toString());
        assertThat(pets.classes()).containsExactly("cat", "dog");
        assertThat(pets.notes()).singleElement().asString().contains("only train/");
    }

    @Test
    void whatIsNotReadIsSaid() throws IOException {
        write("cat", 9, 1);
        write("cat/kittens", 2, 2);
        write("dog", 9, 3);
        Drawings.fill(folder, 2, 4);
        Files.createDirectories(folder.resolve("fish"));
        Files.writeString(folder.resolve("cat/notes.txt"), "not an image by its name");
        assertThat(Datasets.load(folder.toString()).notes())
                .containsExactlyInAnyOrder(
                        "Folder \"cat/kittens\" lies inside a class and is not read.",
                        "Folder \"fish\" has no images.",
                        "2 images lie beside the class folders, not in one, and are not used: 0.png and others.");
    }

    @Test
    void picturesThatAreNotReadAreCountedAndOtherFilesAreNot() throws IOException {
        write("cat", 12, 1);
        write("dog", 12, 2);
        Files.move(folder.resolve("dog/0.png"), folder.resolve("dog/0.jfif"));
        Files.move(folder.resolve("dog/1.png"), folder.resolve("dog/1"));
        Files.move(folder.resolve("dog/2.png"), folder.resolve("dog/2.dat"));
        Files.writeString(folder.resolve("cat/a.HEIC"), "a photo");
        Files.writeString(folder.resolve("cat/b.heic"), "a photo");
        Files.writeString(folder.resolve("cat/boxes.txt"), "no photo");
        RetrievalDataset pets = Datasets.load(folder.toString());
        assertThat(pets.splits().stream().mapToInt(Split::size).sum()).isEqualTo(22);
        assertThat(pets.notes())
                .containsExactly(
                        "4 files (.dat, .HEIC, without ending) look like pictures, but are not used: images end"
                                + " in .jpg, .jpeg, .jpe, .jfif, .png, .webp, .bmp or .gif. Convert or rename them.");
    }

    @Test
    void aFolderOfPicturesThatAreNotReadSaysWhy() throws IOException {
        Files.writeString(folder.resolve("a.heic"), "a photo");
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .hasMessageContaining("has no images")
                .hasMessageContaining("1 file (.heic) looks like a picture, but is not used");
    }

    @Test
    void linksThatLeadInCirclesOrTwiceToTheSamePlaceDoNoHarm() throws IOException {
        write("cat", 9, 1);
        write("dog", 9, 2);
        Files.createSymbolicLink(folder.resolve("dog/up"), folder);
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Files.createSymbolicLink(folder.resolve("self"), folder.resolve("self"));
        Files.createSymbolicLink(folder.resolve("hound"), folder.resolve("dog"));
        RetrievalDataset pets = Datasets.load(folder.toString());
        assertThat(pets.classes()).containsExactly("cat", "dog");
        assertThat(pets.notes())
                .contains("Folder \"hound\" is a link to another folder of this set, and is not read twice.");
        assertThat(pets.train().size() + pets.database().size() + pets.query().size())
                .isEqualTo(18);
    }

    @Test
    void aDeadLinkIsABrokenImage() throws IOException {
        write("cat", 9, 1);
        write("dog", 9, 2);
        Files.createSymbolicLink(folder.resolve("dog/gone.jpg"), folder.resolve("nowhere.jpg"));
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .hasMessageContaining("dog/gone.jpg: the file is missing");
    }

    @Test
    void namesMayBeInAnyScript() throws IOException {
        write("고양이", 6, 1);
        write("犬 🐕", 6, 2);
        write("Äpfel & Birnen", 6, 3);
        RetrievalDataset pets = Datasets.load(folder.toString());
        assertThat(pets.classes()).containsExactlyInAnyOrder("고양이", "犬 🐕", "Äpfel & Birnen");
        assertThat(pets.train().images().name(0)).contains("/");
    }

    @Test
    void theSameFilesAndOptionsGiveTheSameDataAndAnotherSeedAnother() throws IOException {
        write("cat", 24, 1);
        write("dog", 24, 2);
        String first = Datasets.load(folder.toString(), loading().seed(7)).fingerprint();
        assertThat(Datasets.load(folder.toString(), loading().seed(7)).fingerprint())
                .isEqualTo(first);
        assertThat(Datasets.load(folder.toString(), loading().seed(8)).fingerprint())
                .isNotEqualTo(first);
    }

    @Test
    void someClassesCanBeChosenByNameOrByFrequency() throws IOException {
        write("cat", 12, 1);
        write("dog", 24, 2);
        write("fish", 18, 3);
        RetrievalDataset two = Datasets.load(folder.toString(), loading().only("fish", "cat"));
        assertThat(two.classes()).containsExactly("fish", "cat");
        assertThat(two.train().size() + two.database().size() + two.query().size())
                .isEqualTo(30);
        for (int i = 0; i < two.train().size(); i++) {
            assertThat(two.train().images().name(i))
                    .startsWith(two.train().labels().text(i));
        }
        assertThat(Datasets.load(folder.toString(), loading().mostFrequent(2)).classes())
                .containsExactly("dog", "fish");
        assertThatThrownBy(() -> Datasets.load(folder.toString(), loading().only("dgo")))
                .hasMessageContaining("has no class \"dgo\". Did you mean \"dog\"?");
    }

    private void write(String name, int count, long seed) throws IOException {
        Drawings.fill(folder.resolve(name), count, seed);
    }
}
