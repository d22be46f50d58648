package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.DeepHash;
import deephash.baseline.Baseline;
import deephash.code.search.HammingIndex;
import deephash.data.source.DatasetException;
import deephash.hash.Hasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders and lists as people have them. */
class FoldersAndListsTest {

    @TempDir
    Path folder;

    private void write(String name, int count, long seed) throws IOException {
        Drawings.fill(folder.resolve(name), count, seed);
    }

    private static List<String> names(RetrievalDataset data) {
        List<String> names = new ArrayList<>();
        for (Split split : data.splits()) {
            IntStream.range(0, split.size())
                    .forEach(i -> names.add(split.images().name(i)));
        }
        return names;
    }

    private static String notes(RetrievalDataset data) {
        return String.join("\n", data.origin().notes());
    }

    @Test
    void partsOfImagesAloneAreUnlabelledSplitsAndNotClasses() throws IOException {
        write("train", 6, 1);
        write("test", 4, 2);
        write("val", 3, 3);
        RetrievalDataset data = Datasets.load(folder.toString());
        assertThat(data.classes()).isEmpty();
        assertThat(data.toString()).contains("train 6 · database 3 · query 4");
        assertThat(data.query().images().name(0)).startsWith("test/");
        assertThat(data.protocol().splits()).contains("train, val and test parts as train, database and queries");
        assertThat(notes(data)).contains("unlabelled");
    }

    @Test
    void labelledTrainingImagesBesideAFlatTestFolderAreSearchedForItsImages() throws IOException {
        write("train/a", 6, 1);
        write("train/b", 6, 2);
        write("test", 4, 3);
        RetrievalDataset data = Datasets.load(folder.toString());
        assertThat(data.classes()).containsExactly("a", "b");
        assertThat(data.train().size()).isEqualTo(12);
        assertThat(data.train().labels().isSingle()).isTrue();
        assertThat(data.train().classCounts()).containsEntry("a", 6).containsEntry("b", 6);
        assertThat(data.database())
                .extracting(Split::fingerprint)
                .isEqualTo(data.train().fingerprint());
        assertThat(data.query().size()).isEqualTo(4);
        assertThat(data.query().images().name(0)).startsWith("test/");
        assertThat(data.query().labels().of(0).isEmpty()).isTrue();
        assertThat(data.protocol().conditions()).containsExactly(Protocol.Condition.DATABASE_IN_TRAIN);
        assertThat(notes(data)).contains("4 images in test/ without classes: the queries");
        RetrievalDataset some = Datasets.load(folder.toString(), loading().split(5, 4, 2));
        assertThat(some.toString()).contains("train 5 · database 4 · query 2");
        assertThat(some.protocol().conditions()).containsExactly(Protocol.Condition.DISJOINT);
        RetrievalDataset sampled = Datasets.load(folder.toString(), loading().sampling(Sampling.STRATIFIED));
        assertThat(names(sampled)).hasSize(12).allMatch(name -> name.startsWith("train/"));
        RetrievalDataset one = Datasets.load(folder.toString(), loading().only("a"));
        assertThat(one.toString()).contains("train 6 · database 6 · query 4");
    }

    @Test
    void aListBesideImagesIsNamed() throws IOException {
        Drawings.fill(folder, 6, 1);
        Files.writeString(folder.resolve("metadata.csv"), "file_name,label\n");
        assertThat(notes(Datasets.load(folder.toString()))).contains("Beside the images lies metadata.csv");
    }

    @Test
    void unlabelledQueriesAreNotMeasuredButFound() throws IOException {
        write("train/a", 6, 1);
        write("train/b", 6, 2);
        write("test", 4, 3);
        RetrievalDataset data = Datasets.load(folder.toString());
        Hasher hasher = Baseline.DHASH.fit(data.train().images(), 64, 1);
        assertThat(HammingIndex.of(hasher.hash(data.database()))
                        .search(hasher.hash(data.query()).get(0), 1)
                        .codes()
                        .get(0)
                        .classText())
                .isPresent();
        assertThatThrownBy(() -> DeepHash.evaluate(hasher, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("queries")
                .hasMessageContaining("no class");
    }

    @Test
    void aThirdPartIsNamedIfItIsNotUsed() throws IOException {
        for (String part : List.of("train", "validation", "test")) {
            write(part + "/a", 3, part.length());
            write(part + "/b", 3, 20 + part.length());
        }
        RetrievalDataset data = Datasets.load(folder.toString());
        assertThat(names(data)).hasSize(12);
        assertThat(notes(data))
                .contains("6 images of the val part are not used")
                .contains("sampling(UNIFORM)");
        assertThat(names(Datasets.load(folder.toString(), loading().sampling(Sampling.UNIFORM))))
                .hasSize(18);
    }

    @Test
    void partsWithoutATrainFolderAreTakenTogether() throws IOException {
        for (String part : List.of("val", "test")) {
            write(part + "/a", 6, part.length());
            write(part + "/b", 6, 20 + part.length());
        }
        RetrievalDataset data = Datasets.load(folder.toString());
        assertThat(data.classes()).containsExactly("a", "b");
        assertThat(names(data)).hasSize(24);
        assertThat(notes(data)).contains("There is no train/: all splits are taken from test/ and val/ together.");
    }

    @Test
    void twoFoldersOfTheSamePartAreBothRead() throws IOException {
        write("Train/a", 5, 1);
        write("training/a", 5, 2);
        write("training/b", 5, 3);
        write("test/a", 4, 4);
        write("test/b", 4, 5);
        RetrievalDataset data = Datasets.load(folder.toString());
        assertThat(data.train().size()).isEqualTo(15);
        assertThat(data.train().classCounts()).containsEntry("a", 10).containsEntry("b", 5);
        assertThat(notes(data)).contains("Folders Train/ and training/ are both read as the train part.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$RECYCLE.BIN", "@eaDir", "__MACOSX", "System Volume Information", "lost+found"})
    void foldersOfSystemsAreNoClasses(String name) throws IOException {
        write("cat", 6, 1);
        write("dog", 6, 2);
        write(name, 2, 3);
        assertThat(Datasets.load(folder.toString()).classes()).containsExactly("cat", "dog");
    }

    @Test
    void aClassMayBeCalledTrain() throws IOException {
        write("car", 6, 1);
        write("train", 6, 2);
        write("ship", 6, 3);
        assertThat(Datasets.load(folder.toString()).classes()).containsExactly("car", "ship", "train");
    }

    @Test
    void aZipMadeOnAMacOrWithLengthsBehindItsEntriesLoads() throws IOException {
        write("in/a", 5, 1);
        write("in/b", 5, 2);
        Path zip = folder.resolve("pets.zip");
        // ZipOutputStream writes the lengths behind the entries
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("a", "b")) {
                for (int i = 0; i < 5; i++) {
                    String path = name + "/" + i + ".png";
                    out.putNextEntry(new ZipEntry("download/photos/" + path));
                    out.write(Files.readAllBytes(folder.resolve("in/" + path)));
                    out.putNextEntry(new ZipEntry("__MACOSX/download/photos/" + name + "/._" + i + ".png"));
                    out.write(new byte[] {0, 5, 22, 7});
                }
            }
        }
        RetrievalDataset data = Datasets.load(zip.toString());
        assertThat(data.classes()).containsExactly("a", "b");
        assertThat(names(data)).hasSize(10);
    }

    @Test
    void aBrokenFileWithALineBreakInItsNameIsNamedAndSkipped() throws IOException {
        write("a", 5, 1);
        write("b", 5, 2);
        Files.writeString(folder.resolve("a/two\rlines.png"), "no picture");
        for (int time = 0; time < 2; time++) {
            assertThat(names(Datasets.load(folder.toString(), loading().skipBroken())))
                    .hasSize(10);
        }
    }

    @Test
    void withinOneSplitAnImageIsNoDuplicateOfItself() throws IOException {
        write("", 6, 1);
        Split all = Datasets.load(folder.toString()).train();
        assertThat(NearDuplicates.between(all, all, 0.97).pairs()).isEmpty();
        int[] twice = {0, 1, 1};
        Split doubled = all.select(twice);
        assertThat(NearDuplicates.between(doubled, doubled, 0.97).pairs())
                .singleElement()
                .satisfies(pair -> {
                    assertThat(pair.first()).isEqualTo(1);
                    assertThat(pair.second()).isEqualTo(2);
                });
    }

    private RetrievalDataset list(String name, String text) throws IOException {
        write("", 12, 1);
        return Datasets.load(Files.writeString(folder.resolve(name), text).toString());
    }

    private static String rows(String format) {
        return IntStream.range(0, 12)
                .mapToObj(i -> format.replace("FILE", i + ".png")
                        .replace("STEM", String.valueOf(i))
                        .replace("CLASS", i % 2 == 0 ? "crab" : "cup")
                        .replace("EVEN", String.valueOf(1 - i % 2))
                        .replace("ODD", String.valueOf(i % 2)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "file_name,label ! FILE,CLASS",
                "image_path,class_name ! FILE,CLASS",
                "filename;label ! FILE;CLASS",
                "Image File\\tCategory ! FILE\\tCLASS",
                "image_id,label ! STEM,CLASS",
                "id,breed ! STEM,CLASS",
                "filename,crab,cup ! FILE,EVEN,ODD",
                ",path,labels ! 7,FILE,\"['CLASS']\"",
                "label,path ! CLASS,FILE",
                "what,where ! CLASS,FILE",
            })
    void listsOfManyKindsGiveTheSame(String head, String row) throws IOException {
        RetrievalDataset data = list("list.csv", head.replace("\\t", "\t") + "\n" + rows(row.replace("\\t", "\t")));
        assertThat(data.classes()).containsExactly("crab", "cup");
        assertThat(names(data)).hasSize(12);
        for (Split split : data.splits()) {
            for (int i = 0; i < split.size(); i++) {
                int number = Integer.parseInt(split.images().name(i).replace(".png", ""));
                assertThat(split.labels().text(i)).isEqualTo(number % 2 == 0 ? "crab" : "cup");
            }
        }
    }

    @Test
    void tabsMayBeInATsvFileAndFilesInAFolderBesideTheList() throws IOException {
        write("images", 12, 1);
        Path list = Files.writeString(folder.resolve("train.tsv"), "image\tlabel\n" + rows("STEM\tCLASS"));
        RetrievalDataset data = Datasets.load(list.toString());
        assertThat(data.classes()).containsExactly("crab", "cup");
        assertThat(notes(data))
                .contains("Images from column \"image\" in images/, which lack their endings in the list");
    }

    @Test
    void severalLabelsInAFieldAreSeparated() throws IOException {
        RetrievalDataset data = list("list.csv", "image,labels\n" + rows("FILE,\"CLASS, animal\""));
        assertThat(data.classes()).containsExactly("animal", "crab", "cup");
        assertThat(data.train().labels().of(0).cardinality()).isEqualTo(2);
    }

    @Test
    void aListWithoutAColumnOfImagesSaysSoAndAdvisesNothingWrong() {
        assertThatThrownBy(() -> list("list.csv", "colour,weight\nred,12\nblue,11\n"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("has no column that names images: its first line is \"colour,weight\"")
                .hasMessageContaining("path,label")
                .hasMessageNotContaining("skipBroken");
    }
}
