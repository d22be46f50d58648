package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.source.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NusWideTest {

    @TempDir
    Path folder;

    /** Eight images for training and eight for testing; image i is "sky" if i is even and "lake" if i % 4 is 0 or 1. */
    @BeforeEach
    void writeInTheOfficialLayout() throws IOException {
        StringBuilder all = new StringBuilder();
        StringBuilder train = new StringBuilder();
        StringBuilder test = new StringBuilder();
        String[] concepts = {"sky", "lake"};
        StringBuilder[][] labels = new StringBuilder[2][3];
        for (int c = 0; c < 2; c++) {
            for (int k = 0; k < 3; k++) {
                labels[c][k] = new StringBuilder();
            }
        }
        for (int i = 0; i < 16; i++) {
            String name = "actor\\000" + i + "_77.png\r\n";
            Drawings.write(folder.resolve("Flickr/actor/000" + i + "_77.png"), Drawings.noise(30, 20, i));
            all.append(name);
            (i < 8 ? train : test).append(name);
            for (int c = 0; c < 2; c++) {
                String value = (c == 0 ? i % 2 == 0 : i % 4 < 2) ? "1\r\n" : "0\r\n";
                labels[c][0].append(value);
                labels[c][i < 8 ? 1 : 2].append(value);
            }
        }
        Path lists = Files.createDirectories(folder.resolve("ImageList"));
        Files.writeString(lists.resolve("Imagelist.txt"), all);
        Files.writeString(lists.resolve("TrainImagelist.txt"), train);
        Files.writeString(lists.resolve("TestImagelist.txt"), test);
        Files.createDirectories(folder.resolve("ConceptsList"));
        Files.writeString(folder.resolve("ConceptsList/Concepts81.txt"), "sky\r\nlake\r\n");
        Path allLabels = Files.createDirectories(folder.resolve("Groundtruth/AllLabels"));
        Path parts = Files.createDirectories(folder.resolve("Groundtruth/TrainTestLabels"));
        for (int c = 0; c < 2; c++) {
            Files.writeString(allLabels.resolve("Labels_" + concepts[c] + ".txt"), labels[c][0]);
            Files.writeString(parts.resolve("Labels_" + concepts[c] + "_Train.txt"), labels[c][1]);
            Files.writeString(parts.resolve("Labels_" + concepts[c] + "_Test.txt"), labels[c][2]);
        }
    }

    @Test
    void imagesCarrySeveralLabelsOrNone() {
        RetrievalDataset nus = Datasets.load(folder.toString());
        assertThat(nus.classes()).containsExactly("sky", "lake");
        assertThat(nus.train().size()).isEqualTo(8);
        assertThat(nus.database().size()).isEqualTo(4);
        assertThat(nus.query().size()).isEqualTo(4);
        assertThat(nus.notes()).isEmpty();
        for (Split split : nus.splits()) {
            for (int i = 0; i < split.size(); i++) {
                int number = number(split.images().name(i));
                assertThat(split.labels().has(i, 0)).isEqualTo(number % 2 == 0);
                assertThat(split.labels().has(i, 1)).isEqualTo(number % 4 < 2);
            }
        }
    }

    @Test
    void missingImagesAreLeftOutAndCounted() throws IOException {
        Files.delete(folder.resolve("Flickr/actor/0003_77.png"));
        Files.delete(folder.resolve("Flickr/actor/00012_77.png"));
        RetrievalDataset nus = Datasets.load(folder.toString());
        assertThat(nus.train().size() + nus.database().size() + nus.query().size())
                .isEqualTo(14);
        assertThat(nus.notes()).singleElement().asString().startsWith("2 of 16 listed images are not in ");
        for (Split split : nus.splits()) {
            for (int i = 0; i < split.size(); i++) {
                int number = number(split.images().name(i));
                assertThat(split.labels().has(i, 1)).isEqualTo(number % 4 < 2);
            }
        }
    }

    @Test
    void aCorruptLabelIsNamedAndTakenFromTheOtherList() throws IOException {
        Path lake = folder.resolve("Groundtruth/TrainTestLabels/Labels_lake_Train.txt");
        Files.writeString(lake, "1\r\n-1130179\r\n0\r\n0\r\n1\r\n1\r\n0\r\n0\r\n");
        RetrievalDataset nus = Datasets.load(folder.toString());
        assertThat(nus.notes())
                .containsExactly(
                        "Labels_lake_Train.txt, line 2, reads \"-1130179\" instead of 0 or 1: taken as 1, as in"
                                + " AllLabels.");
        Files.delete(folder.resolve("Groundtruth/AllLabels/Labels_lake.txt"));
        assertThat(Datasets.load(folder.toString()).notes())
                .singleElement()
                .asString()
                .endsWith("taken as 0.");
    }

    @Test
    void onlyTheMostFrequentConceptsCanBeKept() {
        RetrievalDataset sky = Datasets.load(folder.toString(), loading().mostFrequent(1));
        assertThat(sky.classes()).containsExactly("sky");
        assertThat(sky.train().size()).isEqualTo(4);
        assertThat(sky.notes())
                .containsExactly("Only the 1 most frequent of 2 classes: 8 of 16 images carry none of them and are left"
                        + " out.");
    }

    @Test
    void labelsThatDoNotMatchTheListAreRefused() throws IOException {
        Files.writeString(folder.resolve("Groundtruth/TrainTestLabels/Labels_sky_Test.txt"), "1\n0\n");
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("Labels_sky_Test.txt has 2 labels, but its list names 8 images");
    }

    @Test
    void listsWithoutImagesSayWhereTheImagesComeFrom() throws IOException {
        Files.move(folder.resolve("Flickr"), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> Datasets.load(folder.toString()))
                .hasMessageContaining("None of the 16 images that the lists name is in")
                .hasMessageContaining("datasets/nus-wide.md");
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.indexOf("/000") + 4, name.indexOf("_77")));
    }
}
