package deephash.code.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.code.Pictures;
import deephash.code.search.HammingIndex;
import deephash.code.search.SearchTest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

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
    void classesWithLineBreaksOrOneNameComeBackFromCsv() throws IOException {
        Path csv = folder.resolve("codes.csv");
        HashCodes codes = HashCodes.random(4, 8, 1);
        List<String> classes = List.of("a\ndog", "crane", "crane", "x; y\\", "");
        HashCodes labelled = codes.labelled(Labels.single(classes, new int[] {3, 2, 0, 1}));
        CodeFile.save(labelled, csv);
        assertThat(CodeFile.read(csv).labels()).isEqualTo(labelled.labels());
    }

    private static HashCodes named() {
        return HashCodes.random(200, 64, 7)
                .named(IntStream.range(0, 200)
                        .mapToObj(i -> "class, " + i % 3 + "/\"鳥\" 𝄞;" + i + (i == 9 ? "\n.jpg " : ".jpg"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"codes.csv", "codes.npy", "codes.codes"})
    void namesOfFilesComeBackWithTheirCodes(String name) throws IOException {
        Path file = folder.resolve(name);
        CodeFile.save(named(), file);
        HashCodes read = CodeFile.read(file);
        assertThat(read).isEqualTo(named());
        assertThat(read.names()).isEqualTo(named().names());
        assertThat(read.get(9).name()).contains("class, 0/\"鳥\" 𝄞;9\n.jpg ");
        assertThat(read.select(9, 3).and(read.select(1)).names().orElseThrow())
                .isEqualTo(List.of(
                        read.names().get().get(9),
                        read.names().get().get(3),
                        read.names().get().get(1)));
    }

    @Test
    void anOpenedIndexSaysWhichFilesItFound() throws IOException {
        Labels labels = Labels.single(
                List.of("a", "b"), IntStream.range(0, 200).map(i -> i % 2).toArray());
        HammingIndex.of(named().labelled(labels)).save(folder.resolve("x.codes"));
        HammingIndex opened = HammingIndex.open(folder.resolve("x.codes"));
        assertThat(opened.codes().names()).isEqualTo(named().names());
        assertThat(opened.codes().labels()).contains(labels);
        CodeFile.save(named(), folder.resolve("y.codes"));
        assertThat(HammingIndex.open(folder.resolve("y.codes")).search(named().get(5), 1))
                .asString()
                .contains("class, 2/\"鳥\" 𝄞;5.jpg");
    }

    @Test
    void namesOfPicturesAreSaved() throws IOException {
        HashCodes codes = HashCodes.random(2, 64, 1).pictured(new Pictures() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public BufferedImage picture(int index) {
                throw new AssertionError("no picture is saved");
            }

            @Override
            public String name(int index) {
                return "image " + index;
            }
        });
        CodeFile.save(codes, folder.resolve("c.csv"));
        assertThat(CodeFile.read(folder.resolve("c.csv")).names()).contains(List.of("image 0", "image 1"));
    }

    @Test
    void aTableOfCodesHasTwoHundredDifferentOnes() throws IOException {
        Path csv = folder.resolve("codes.csv");
        CodeFile.save(named().labelled(Labels.single(List.of("cup", "crab"), new int[200])), csv);
        Table table = Table.read().csv(csv.toFile());
        assertThat(table.columnNames()).containsExactly("code", "name", "class", "class number: cup; crab");
        assertThat(table.column("code").type()).isEqualTo(ColumnType.STRING);
        assertThat(table.column("code").asStringColumn().asList())
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj(i -> "b" + named().get(i))
                        .toList());
    }

    @Test
    void aTableThatAnotherProgramSavedIsRead() throws IOException {
        Path csv = folder.resolve("codes.csv");
        Files.writeString(csv, "\uFEFFcode;class;name\r\nb01;dog;\"a;b\"\r\nb10;cat;c\r\n\r\n");
        HashCodes codes = CodeFile.read(csv);
        assertThat(codes).isEqualTo(HashCodes.ofBitStrings("01", "10"));
        assertThat(codes.names()).contains(List.of("a;b", "c"));
        assertThat(codes.labels()).contains(Labels.single(List.of("cat", "dog"), new int[] {1, 0}));
    }

    @Test
    void aTableThatContradictsItselfOrHasNumbersForCodesIsRefused() throws IOException {
        Path csv = folder.resolve("codes.csv");
        Files.writeString(csv, "code,class,class number: a; b\nb01,a,1\n");
        assertThatThrownBy(() -> CodeFile.read(csv)).hasMessageContaining("has the class [a], but its class number");
        Files.writeString(csv, "code,class,class number: a; b\nb01,a,2\n");
        assertThatThrownBy(() -> CodeFile.read(csv)).hasMessageContaining("2 classes, 0 to 1");
        Files.writeString(csv, "code,name\n1.01E+63,a.jpg\n");
        assertThatThrownBy(() -> CodeFile.read(csv)).hasMessageContaining("taken the codes for numbers");
        Files.writeString(csv, "code,name\nb01\n");
        assertThatThrownBy(() -> CodeFile.read(csv)).hasMessageContaining("1 fields, but the first line names 2");
        Files.write(csv, new byte[] {'c', 'o', 'd', 'e', ',', (byte) 0xe4, '\n'});
        assertThatThrownBy(() -> CodeFile.read(csv)).hasMessageContaining("UTF-8");
    }

    @Test
    void filesOfTheFirstFormatAreRead() throws IOException {
        Path file = folder.resolve("old.codes");
        HashCodes codes = HashCodes.random(10, 70, 1).labelled(Labels.single(List.of("a", "b"), new int[10]));
        CodeFile.save(codes, file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = '1';
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 4));
        assertThat(CodeFile.read(file)).isEqualTo(codes);
        assertThat(CodeFile.open(file).labels()).isEqualTo(codes.labels());
    }

    @Test
    void noBitOfAFileOfCodesCanChangeUnnoticed() throws IOException {
        Path file = folder.resolve("x.codes");
        CodeFile.save(named().select(1, 2, 3).labelled(Labels.single(List.of("a", "b"), new int[3])), file);
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] changed = whole.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, changed);
            assertThatThrownBy(() -> CodeFile.read(file))
                    .as("bit %d", bit)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("x.codes");
            assertThatThrownBy(() -> CodeFile.open(file)).isInstanceOf(IllegalArgumentException.class);
        }
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
        byte[] whole = withoutChecksum(file);
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

    /** The same in the first format, whose damage has to be found in its contents. */
    private static byte[] withoutChecksum(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = '1';
        return Arrays.copyOf(bytes, bytes.length - 4);
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
        byte[] whole = withoutChecksum(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        assertThatThrownBy(() -> CodeFile.open(file)).hasMessageContaining("take 104 bytes, but it has 99");
        Files.write(file, Arrays.copyOf(whole, 10));
        assertThatThrownBy(() -> CodeFile.read(file)).hasMessageContaining("does not start with DHCODES2");
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
        byte[] bytes = withoutChecksum(file);
        bytes[24 + 8 * 3 + 2] |= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> CodeFile.open(file)).hasMessageContaining("code 3 has a bit set beyond its 12 bits");
        assertThatThrownBy(() -> CodeFile.read(file)).hasMessageContaining("code 3 has a bit set beyond its 12 bits");
    }
}
