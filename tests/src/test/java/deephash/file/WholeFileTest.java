package deephash.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told when a file cannot be written, and what is left then. */
class WholeFileTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeAFile() throws IOException {
        file = folder.resolve("codes.npy");
        WholeFile.write(file, "as it was");
    }

    @Test
    void aFullDiskIsNamedWithTheFileAndLeavesIt() throws IOException {
        assertThatThrownBy(() -> WholeFile.write(file, channel -> {
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        file + " could not be written: No space left on device. What was there before is unchanged.");
        assertThat(file).hasContent("as it was");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aMissingFolderIsNamedByTheFileThatWasAskedFor() {
        Path elsewhere = folder.resolve("missing/codes.npy");
        assertThatThrownBy(() -> WholeFile.write(elsewhere, "text"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(elsewhere.toString());
    }

    @Test
    void whatTheContentSaysOfItselfIsLeftAsItIs() {
        assertThatThrownBy(() -> WholeFile.write(file, channel -> {
                    throw new NoSuchFileException("photo.jpg");
                }))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("photo.jpg");
    }
}
