package deephash.code.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.HashCodes;
import deephash.code.search.HammingIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code resources/faiss} were written by FAISS; {@code make.py} there says how. */
class FaissFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"flat24, 24, 20", "flat128, 128, 20", "ivf, 64, 40", "sparse, 64, 1"})
    void readsTheCodesThatFaissSaved(String name, int bits, int size) throws IOException {
        assertThat(CodeFile.read(faiss(name))).isEqualTo(made(bits, size));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 128})
    void writesTheVeryBytesThatFaissWrites(int bits) throws IOException {
        Path ours = folder.resolve("ours.faiss");
        CodeFile.save(made(bits, 20), ours);
        assertThat(ours).hasSameBinaryContentAs(faiss("flat" + bits));
    }

    @Test
    void aFlatIndexIsSearchedWhereItLies() throws IOException {
        HammingIndex index = HammingIndex.open(faiss("flat128"));
        HashCodes codes = made(128, 20);
        assertThat(index.codes()).isEqualTo(codes);
        assertThat(index.search(codes, 3)).isEqualTo(HammingIndex.of(codes).search(codes, 3));
        assertThatThrownBy(() -> HammingIndex.open(faiss("flat24"))).hasMessageContaining("CodeFile.read");
        assertThatThrownBy(() -> HammingIndex.open(faiss("ivf"))).hasMessageContaining("only flat indexes");
    }

    @Test
    void whatHasNoCodesInOrderIsNamed() {
        assertThatThrownBy(() -> CodeFile.read(faiss("hnsw")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("starts with \"IBHf\"")
                .hasMessageContaining("IndexBinaryFlat");
        assertThatThrownBy(() -> CodeFile.read(faiss("numbered")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("numbers of its own");
        assertThatThrownBy(() -> CodeFile.save(HashCodes.random(2, 12, 1), folder.resolve("a.faiss")))
                .hasMessageContaining("8, 16, 24, ... bits, not of 12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat128", "ivf", "sparse"})
    void aFileThatEndsTooEarlyIsSaidToBeDamaged(String name) throws IOException {
        byte[] whole = Files.readAllBytes(faiss(name));
        Path cut = folder.resolve("cut.faiss");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> CodeFile.read(cut))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat128", "ivf", "sparse"})
    void noChangedByteEndsInAnythingButCodesOrAMessage(String name) throws IOException {
        byte[] whole = Files.readAllBytes(faiss(name));
        Path changed = folder.resolve("changed.faiss");
        for (int at = 0; at < whole.length; at++) {
            byte[] bytes = whole.clone();
            bytes[at] ^= (byte) 0x81;
            Files.write(changed, bytes);
            try {
                CodeFile.read(changed);
            } catch (IOException | IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("changed.faiss");
            }
        }
    }

    private Path faiss(String name) {
        Path file = folder.resolve(name + ".faiss");
        try (InputStream in = FaissFileTest.class.getResourceAsStream("/faiss/" + name + ".faiss")) {
            Files.write(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** As {@code make.py} makes them. */
    private static HashCodes made(int bits, int size) {
        int perCode = (bits + 63) / 64;
        long[] words = new long[size * perCode];
        for (int i = 0; i < size; i++) {
            for (int b = 0; b < bits / 8; b++) {
                words[i * perCode + b / 8] |= (37L * i + 101L * b + (long) i * b & 255) << (8 * (b % 8));
            }
        }
        return HashCodes.of(bits, words);
    }
}
