package deephash.kernel.photos;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.kernel.Main;
import deephash.manipulation.Example;
import deephash.manipulation.Manipulations;
import deephash.picture.Jpeg;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DuplicatesCommandTest {

    @TempDir
    Path temporary;

    private final StringWriter said = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(said, true));
        command.setErr(new PrintWriter(said, true));
        return command.execute(arguments);
    }

    private Path photos() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("photos"));
        Files.write(folder.resolve("large.jpg"), Jpeg.encode(Example.picture(300, 200), 90));
        Files.write(
                folder.resolve("small.jpg"),
                Jpeg.encode(Manipulations.resize(0.5).apply(Example.picture(300, 200), 1), 90));
        return folder;
    }

    @Test
    void findsReportsAndMovesOnlyWhenAsked() throws IOException {
        Path folder = photos();
        String index = temporary.resolve("i.sqlite").toString();
        Path report = temporary.resolve("r.html");
        Path moved = temporary.resolve("moved");
        assertThat(run(
                        "duplicates",
                        folder.toString(),
                        "--index",
                        index,
                        "--html",
                        report.toString(),
                        "--csv",
                        temporary.resolve("r.csv").toString(),
                        "--move",
                        moved.toString(),
                        "--dry-run"))
                .isZero();
        assertThat(said.toString()).contains("1 groups with 1 copies").contains("Would move");
        assertThat(report).exists();
        assertThat(Files.readString(temporary.resolve("r.csv"))).contains("small.jpg");
        assertThat(moved).doesNotExist();
        assertThat(run("duplicates", folder.toString(), "--index", index, "--move", moved.toString()))
                .isZero();
        assertThat(said.toString()).contains("0 new, 0 changed").contains("Moved 1 of 1");
        assertThat(moved.resolve("photos/small.jpg")).exists();
        assertThat(folder.resolve("large.jpg")).exists();
        assertThat(run("search", moved.resolve("photos/small.jpg").toString(), "--in", index))
                .isZero();
        assertThat(said.toString()).contains("large.jpg");
    }

    @Test
    void whatCannotBeDoneIsSaidWithAStatus() throws IOException {
        String folder = photos().toString();
        assertThat(run("duplicates", folder, "--dry-run")).isEqualTo(2);
        assertThat(run("duplicates", folder, "--expect", "0")).isEqualTo(2);
        assertThat(run("duplicates", folder, "--hash", "md5", "--index", temporary + "/i"))
                .isEqualTo(1);
        assertThat(said.toString()).contains("Known: pdq, phash");
        assertThat(run("duplicates", temporary + "/none", "--index", temporary + "/i"))
                .isEqualTo(1);
        assertThat(said.toString()).contains("is no folder");
        assertThat(run("search", "x.jpg", "--in", temporary + "/nothing")).isEqualTo(1);
        assertThat(said.toString()).contains("There is no index");
    }
}
