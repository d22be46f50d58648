package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.source.DatasetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvListTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeImages() throws IOException {
        Drawings.fill(folder.resolve("photos"), 12, 5);
    }

    @Test
    void pathsAndLabelsWithAHeader() throws IOException {
        StringBuilder csv = new StringBuilder("\uFEFFpath,label,split\n");
        for (int i = 0; i < 12; i++) {
            csv.append("photos/" + i + ".png," + (i % 2 == 0 ? "cat" : "\"dog, large\"") + ","
                    + (i < 6 ? "train" : "test") + "\n");
        }
        RetrievalDataset pets = load(csv);
        assertThat(pets.classes()).containsExactly("cat", "dog, large");
        assertThat(pets.train().size()).isEqualTo(6);
        assertThat(pets.query().size()).isEqualTo(3);
        for (int i = 0; i < 6; i++) {
            String name = pets.train().images().name(i);
            assertThat(pets.train().labels().text(i)).isEqualTo(name.charAt(7) % 2 == 0 ? "cat" : "dog, large");
        }
    }

    @Test
    void withoutAHeaderTheFirstColumnIsThePath() throws IOException {
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            csv.append("photos\\" + i + ".png,c" + i % 2 + "\r\n");
        }
        assertThat(load(csv).classes()).containsExactly("c0", "c1");
    }

    @Test
    void severalLabelsAndNone() throws IOException {
        StringBuilder csv = new StringBuilder("file,tags\n");
        for (int i = 0; i < 12; i++) {
            csv.append("photos/" + i + ".png," + (i == 0 ? "" : i % 2 == 0 ? "sea;sky" : "sky") + "\n");
        }
        RetrievalDataset tags = load(csv);
        assertThat(tags.train().labels().isSingle()).isFalse();
        assertThat(tags.notes()).containsExactly("1 of 12 images have no label.");
        assertThat(tags.protocol().splits()).startsWith("uniform random sampling");
    }

    @Test
    void splitsMayHaveTheNamesThatFoldersMayHave() throws IOException {
        StringBuilder csv = new StringBuilder("path,label,split\n");
        for (int i = 0; i < 12; i++) {
            csv.append(
                    "photos/" + i + ".png,c" + i % 2 + "," + (i < 6 ? "Training" : i < 11 ? "validation" : "") + "\n");
        }
        RetrievalDataset pets = load(csv);
        assertThat(pets.protocol().splits())
                .startsWith("train from the set's train part, database and queries from its val");
        assertThat(pets.train().size()).isEqualTo(6);
        assertThat(pets.notes()).containsExactly("1 of 12 images name no split.");
    }

    @Test
    void aSplitOfAnUnknownNameIsRefusedWithItsLine() {
        assertThatThrownBy(() ->
                        load("path,label,split\nphotos/0.png,a,train\nphotos/1.png,a,tset\nphotos/2.png,a,test\n"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("list.csv, line 3: no split is called \"tset\"")
                .hasMessageContaining("test, testing, train");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 1200})
    void aListThatIsNotUtf8IsToldToBeSavedAsUtf8(int lines) throws IOException {
        String csv = "photos/0.png,melon\n".repeat(lines) + "photos/1.png,pêche\n";
        Files.write(folder.resolve("list.csv"), csv.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Datasets.load(folder.resolve("list.csv").toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("list.csv is not UTF-8 text. Save it as UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"path\",\"label\"\n"})
    void aByteOrderMarkIsNoPartOfAList(String header) throws IOException {
        StringBuilder csv = new StringBuilder("\uFEFF" + header);
        for (int i = 0; i < 12; i++) {
            csv.append("photos/" + i + ".png,c" + i % 2 + "\n");
        }
        assertThat(load(csv).classes()).containsExactly("c0", "c1");
    }

    @Test
    void imagesThatAreMissingAreNamed() throws IOException {
        StringBuilder csv = new StringBuilder("file,label\nphotos/nowhere.png,a\n");
        for (int i = 0; i < 12; i++) {
            csv.append("photos/" + i + ".png,a\n");
        }
        assertThatThrownBy(() -> load(csv))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("1 of 13 images cannot be read (photos/nowhere.png: the file is missing)");
        RetrievalDataset rest =
                Datasets.load(folder.resolve("list.csv").toString(), loading().skipBroken());
        assertThat(rest.train().size() + rest.database().size() + rest.query().size())
                .isEqualTo(12);
    }

    @Test
    void anEmptyListSaysWhatIsExpected() {
        assertThatThrownBy(() -> load(new StringBuilder("path,label\n")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("names no images");
    }

    private RetrievalDataset load(CharSequence csv) throws IOException {
        Files.writeString(folder.resolve("list.csv"), csv);
        return Datasets.load(folder.resolve("list.csv").toString());
    }
}
