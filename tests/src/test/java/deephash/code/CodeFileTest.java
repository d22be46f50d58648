package deephash.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"codes.csv", "codes.npy", "codes.dh"})
    void codesComeBackFromEachFormatAsTheyWere(String name) throws IOException {
        for (int bits : new int[] {8, 64, 72, 128}) {
            HashCodes codes = HashCodes.random(50, bits, bits);
            CodeFile.save(codes, folder.resolve(name));
            assertThat(CodeFile.read(folder.resolve(name))).isEqualTo(codes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"codes.csv", "codes.dh"})
    void labelsComeBackWithTheirCodes(String name) throws IOException {
        List<String> classes = List.of("cat, black", "\"dog\"", "鳥 ", " never seen");
        HashCodes codes = HashCodes.random(3, 72, 1);
        HashCodes single = codes.labelled(Labels.single(classes, new int[] {2, 0, 1}));
        HashCodes multi = codes.labelled(Labels.multi(
                classes, List.of(BitSet.valueOf(new long[] {5}), new BitSet(), BitSet.valueOf(new long[] {2}))));
        for (HashCodes labelled : List.of(single, multi)) {
            CodeFile.save(labelled, folder.resolve(name));
            HashCodes read = CodeFile.read(folder.resolve(name));
            assertThat(read).isEqualTo(codes);
            assertThat(read.labels()).isEqualTo(labelled.labels());
        }
        CodeFile.save(codes.labelled(Labels.none(3)), folder.resolve(name));
        assertThat(CodeFile.read(folder.resolve(name)).labels()).isEmpty();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheCodes() throws IOException {
        Path csv = folder.resolve("codes.csv");
        Files.writeString(csv, "\uFEFF#class,a,b\n01,a\n10,b\n");
        assertThat(CodeFile.read(csv).labels()).contains(Labels.single(List.of("a", "b"), new int[] {0, 1}));
        Files.writeString(csv, "\uFEFF01\n10\n");
        assertThat(CodeFile.read(csv)).isEqualTo(HashCodes.ofBitStrings("01", "10"));
    }

    @Test
    void namesOfClassesThatNoLineCanHoldAreRefusedAndTheFileThatIsThereStays() throws IOException {
        Path csv = Files.writeString(folder.resolve("codes.csv"), "01\n");
        HashCodes codes = HashCodes.random(2, 8, 1);
        assertThatThrownBy(() ->
                        CodeFile.save(codes.labelled(Labels.single(List.of("cat", "a\ndog"), new int[2])), csv))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is a line break in \"a\ndog\"");
        assertThatThrownBy(() ->
                        CodeFile.save(codes.labelled(Labels.single(List.of("crane", "crane"), new int[2])), csv))
                .hasMessageContaining("two classes are called \"crane\"");
        assertThat(csv).hasContent("01");
        assertThat(folder).isDirectoryNotContaining("glob:**.next");
    }

    @Test
    void aSavedIndexHoldsWhatWasNotRemovedAndOpensWithItsLabels() throws IOException {
        HashCodes codes = HashCodes.ofBitStrings("0000", "0011", "1111")
                .labelled(Labels.single(List.of("a", "b"), new int[] {0, 1, 0}));
        HammingIndex index = HammingIndex.of(codes);
        index.remove(1);
        index.save(folder.resolve("index"));
        HammingIndex opened = HammingIndex.open(folder.resolve("index"));
        assertThat(opened.codes()).isEqualTo(codes.select(0, 2));
        assertThat(opened.codes().labels()).isEqualTo(codes.select(0, 2).labels());
    }

    @Test
    void noDamagedLabelsAreBelieved() throws IOException {
        Path file = folder.resolve("codes");
        CodeFile.save(HashCodes.random(20, 64, 1).labelled(Labels.single(List.of("a", "b"), new int[20])), file);
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 24; cut < whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            assertThatThrownBy(() -> CodeFile.read(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("damaged");
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        Files.write(file, longer);
        assertThatThrownBy(() -> CodeFile.open(file)).hasMessageContaining("1 bytes follow the last label");
        whole[24 + 20 * 8] = 127;
        whole[24 + 20 * 8 + 3] = 127;
        Files.write(file, whole);
        assertThatThrownBy(() -> CodeFile.open(file)).hasMessageContaining("ends within its labels");
        Path csv = folder.resolve("codes.csv");
        Files.writeString(csv, "#class,a,b\n01,a\n10,c\n");
        assertThatThrownBy(() -> CodeFile.read(csv)).hasMessageContaining("class \"c\"");
        Files.writeString(csv, "#class,a,b\n01,a\n10\n");
        assertThatThrownBy(() -> CodeFile.read(csv)).hasMessageContaining("has 0 classes");
    }

    @Test
    void anOpenedFileIsSearchedLikeCodesInMemory() throws IOException {
        HashCodes codes = SearchTest.clustered(3000, 70, 1);
        CodeFile.save(codes, folder.resolve("codes"));
        HashCodes opened = CodeFile.open(folder.resolve("codes"));
        assertThat(opened).isEqualTo(codes).hasSameHashCodeAs(codes);
        HashCodes queries = HashCodes.random(20, 70, 2);
        for (int q = 0; q < 20; q++) {
            assertThat(HammingIndex.of(opened).search(queries, 10).get(q).found())
                    .isEqualTo(HammingIndex.of(codes).search(queries, 10).get(q).found());
        }
    }

    @Test
    void aNumPyFileHasItsBytesWhereFaissLooksForThem() throws IOException {
        CodeFile.save(HashCodes.ofBitStrings("1000000001000000", "0000000100000011"), folder.resolve("c.npy"));
        byte[] bytes = Files.readAllBytes(folder.resolve("c.npy"));
        assertThat((bytes.length - 4) % 64).isZero();
        assertThat(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length))
                .containsExactly(1, 2, (byte) 128, (byte) 192);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("'descr': '|u1'", "'shape': (2, 2)");
    }

    @Test
    void truncatedAndForeignFilesAreRefusedWithWhatWasFound() throws IOException {
        Path file = folder.resolve("codes");
        CodeFile.save(HashCodes.random(10, 64, 1), file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        assertThatThrownBy(() -> CodeFile.open(file)).hasMessageContaining("take 104 bytes, but it has 99");
        Files.write(file, Arrays.copyOf(whole, 10));
        assertThatThrownBy(() -> CodeFile.read(file)).hasMessageContaining("does not start with DHCODES1");
        Path npy = folder.resolve("x.npy");
        Files.writeString(npy, "hello, world");
        assertThatThrownBy(() -> CodeFile.read(npy)).hasMessageContaining("no .npy file");
        assertThatThrownBy(() -> CodeFile.save(HashCodes.random(2, 12, 1), npy)).hasMessageContaining("not of 12");
    }

    @Test
    void aPlaceThatIsNotThereIsNamedWithWhatToDo() throws IOException {
        HashCodes codes = HashCodes.random(4, 64, 1);
        Path nowhere = folder.resolve("none/a.codes");
        assertThatThrownBy(() -> HammingIndex.of(codes).save(nowhere))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(nowhere + ": there is no folder \"" + nowhere.getParent() + "\"");
        assertThatThrownBy(() -> HammingIndex.open(folder.resolve("a.codes")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.codes: there is no such file")
                .hasMessageContaining("CodeFile.save(codes, file)");
        for (String name : List.of("f", "f.csv", "f.npy")) {
            Path inside = Files.createDirectory(folder.resolve(name));
            assertThatThrownBy(() -> CodeFile.read(inside)).hasMessageContaining(inside + ": it is a folder");
            assertThatThrownBy(() -> CodeFile.save(codes, inside)).hasMessageContaining(inside + ": it is a folder");
        }
    }

    @Test
    void anEndingOfAnotherProgramIsRefused() {
        Path sheet = folder.resolve("codes.XLSX");
        assertThatThrownBy(() -> CodeFile.save(HashCodes.random(4, 64, 1), sheet))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not written as .xlsx")
                .hasMessageContaining(".csv (text, for spreadsheets)");
        assertThat(sheet).doesNotExist();
    }

    @Test
    void aBitBeyondTheLengthOfACodeIsRefusedInOpenedAndInReadFiles() throws IOException {
        Path file = folder.resolve("x.codes");
        CodeFile.save(HashCodes.random(10, 12, 1), file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[24 + 8 * 3 + 2] |= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> CodeFile.open(file)).hasMessageContaining("code 3 has a bit set beyond its 12 bits");
        assertThatThrownBy(() -> CodeFile.read(file)).hasMessageContaining("code 3 has a bit set beyond its 12 bits");
    }
}
