package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(pets.protocol()).contains("stratified random sampling");
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
                .hasMessageContaining("nowhere");
    }

    /** Images of random noise, so that no two are alike. */
    private void write(String name, int count, long seed) throws IOException {
        Path sub = Files.createDirectories(folder.resolve(name));
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(20 + i % 5, 20, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = image.createGraphics();
            for (int x = 0; x < image.getWidth(); x++) {
                pen.setColor(new Color(random.nextInt(1 << 24)));
                pen.fillRect(x, random.nextInt(10), 1, 10);
            }
            pen.dispose();
            ImageIO.write(image, "png", sub.resolve(i + ".png").toFile());
        }
    }
}
