package deephash.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingCopyTest {

    @TempDir
    private Path folder;

    private Path chapters;
    private Path own;
    private WorkingCopy copy;

    @BeforeEach
    void chapters() throws IOException {
        chapters = Files.createDirectories(folder.resolve("notebooks"));
        own = folder.resolve("work");
        copy = new WorkingCopy(chapters, own);
        Files.writeString(chapters.resolve("00-a.ipynb"), "a");
        Files.writeString(Files.createDirectories(chapters.resolve("images")).resolve("b.png"), "b");
        assertThat(copy.update()).isEmpty();
    }

    @Test
    void everythingIsCopied() {
        assertThat(own.resolve("00-a.ipynb")).hasContent("a");
        assertThat(own.resolve("images/b.png")).hasContent("b");
    }

    @Test
    void aChapterThatTheUserHasRunIsKept() throws IOException {
        Files.writeString(own.resolve("00-a.ipynb"), "mine");
        assertThat(copy.update()).isEmpty();
        Files.writeString(chapters.resolve("00-a.ipynb"), "newer");
        assertThat(copy.update()).containsExactly("00-a.ipynb");
        assertThat(own.resolve("00-a.ipynb")).hasContent("mine");
        Files.delete(own.resolve("00-a.ipynb"));
        assertThat(copy.update()).isEmpty();
        assertThat(own.resolve("00-a.ipynb")).hasContent("newer");
    }

    @Test
    void aChapterThatNobodyTouchedFollows() throws IOException {
        Files.writeString(chapters.resolve("00-a.ipynb"), "newer");
        Files.writeString(chapters.resolve("01-b.ipynb"), "next");
        assertThat(copy.update()).isEmpty();
        assertThat(own.resolve("00-a.ipynb")).hasContent("newer");
        assertThat(own.resolve("01-b.ipynb")).hasContent("next");
    }
}
