package deephash.code.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.DeepHash;
import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.result.Evaluation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays that NumPy saved: one set of six codes of 24 bits in each of the ways that people save them. */
class NumPyArrayTest {

    private static final HashCodes CODES = HashCodes.ofBitStrings(
            "011100110010010011001111",
            "100100001000101001000001",
            "110101101001010001010111",
            "001110000111011001111111",
            "001101111011000001111100",
            "101011010110001111111000");

    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = NumPyArrayTest.class.getResourceAsStream("/npy/" + name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"packed.npy", "bool.npy", "sign.npy", "float.npy", "big.npy"})
    void theTypeAndTheValuesTellHowTheBitsStand(String name) throws IOException {
        assertThat(CodeFile.read(file(name))).isEqualTo(CODES);
    }

    @Test
    void bytesOfZerosAndOnesAreAskedAbout() throws IOException {
        Path file = file("unpacked.npy");
        assertThatThrownBy(() -> CodeFile.read(file))
                .hasMessageContaining("Are they 24 bits a code, or 192 bits packed")
                .hasMessageContaining("NumPyBits.UNPACKED");
        assertThat(CodeFile.read(file, NumPyBits.UNPACKED)).isEqualTo(CODES);
        assertThat(CodeFile.read(file, NumPyBits.PACKED).bits()).isEqualTo(192);
    }

    @Test
    void whatIsNoCodeIsNamedWithWhatToDo() throws IOException {
        Path half = file("half.npy");
        assertThatThrownBy(() -> CodeFile.read(half)).hasMessageContaining("Are they features?");
        assertThat(NumPyArray.open(half).rows()[0]).contains(-0.25f, 1.25f);
        Path fortran = file("fortran.npy");
        assertThatThrownBy(() -> CodeFile.read(fortran)).hasMessageContaining("np.ascontiguousarray");
        Path text = file("text.npy");
        assertThatThrownBy(() -> CodeFile.read(text)).hasMessageContaining("values of type <U1");
        Path classes = file("classes.npy");
        assertThatThrownBy(() -> CodeFile.read(classes)).hasMessageContaining("has the shape [6]");
        assertThatThrownBy(() -> CodeFile.read(half, NumPyBits.PACKED)).hasMessageContaining("uint8");
        byte[] whole = Files.readAllBytes(half);
        Files.write(half, java.util.Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> CodeFile.read(half)).hasMessageContaining("is damaged");
    }

    @Test
    void featuresThatAreNotFiniteAreNamedWithTheirPlace() throws IOException {
        Path file = folder.resolve("nan.npy");
        NumPyArray.write(new float[][] {{1, 2}, {3, Float.NaN}}, file);
        assertThatThrownBy(() -> NumPyArray.open(file).rows()).hasMessageContaining("NaN in row 1, column 1");
    }

    @Test
    void codesAndFeaturesMadeElsewhereAreEvaluatedWithoutImages() throws IOException {
        Labels labels = NumPyArray.open(file("classes.npy")).labels(3);
        HashCodes database = CodeFile.read(file("packed.npy")).labelled(labels);
        Evaluation codes = DeepHash.evaluate(database.select(0, 1), database);
        assertThat(codes.bits()).isEqualTo(24);
        assertThat(codes.ranking().nearest().orElseThrow().accuracy())
                .as("each finds itself")
                .isEqualTo(1);
        assertThat(codes.table().title())
                .contains("6 database and 2 query items")
                .doesNotContain("train,");
        float[][] rows = NumPyArray.open(file("half.npy")).rows();
        Evaluation features = DeepHash.evaluate(rows, labels, rows, labels);
        assertThat(features.map())
                .as("the same order as of the codes")
                .isEqualTo(DeepHash.evaluate(database, database).map());
        assertThatThrownBy(() -> DeepHash.evaluate(CODES, CODES)).hasMessageContaining("carry no labels");
    }
}
