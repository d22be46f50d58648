package deephash.spark;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

    private final SparkSession spark = LocalSpark.session();
    private final StringWriter said = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void theJobTellsWhatItTakes() {
        assertThat(run("--help")).isZero();
        assertThat(said.toString()).contains("hash", "duplicates");
        assertThat(run("hash", "--help")).isZero();
        assertThat(said.toString()).contains("--model=FOLDER", "--out=FOLDER", "STRETCH, CROP, PAD, BORDER");
        assertThat(run()).isEqualTo(2);
        assertThat(said.toString()).contains("Name a command: hash or duplicates.");
    }

    @Test
    void photosAreHashedAndCopiesOfThemAreFound() throws IOException {
        List<Path> photos = Photos.make(folder.resolve("photos"), 8, 9);
        Files.copy(photos.get(2), folder.resolve("photos/copy.jpg"));
        Photos.model(Architecture.VAE, Pixels.grey(16), 1).save(folder.resolve("model"));
        assertThat(run("hash", "--model", folder + "/model", "--out", folder + "/codes", folder + "/photos"))
                .as(said.toString())
                .isZero();
        assertThat(said.toString()).contains("9 images hashed, 0 were there before; 0 have no code.");
        assertThat(run(
                        "duplicates",
                        "--codes",
                        folder + "/codes",
                        "--radius",
                        "0",
                        "--out",
                        folder + "/groups",
                        "--html",
                        folder + "/groups.html"))
                .as(said.toString())
                .isZero();
        assertThat(said.toString()).containsPattern("images in \\d+ groups?: " + folder + "/groups\n");
        assertThat(folder.resolve("groups.work")).doesNotExist();
        assertThat(folder.resolve("groups.html")).content().contains("copy.jpg</a>", "data:image/jpeg;base64,");
        assertThat(spark.read()
                        .parquet(folder + "/groups")
                        .where("path like '%copy.jpg'")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        assertThat(run("hash", "--model", folder + "/none", "--out", folder + "/codes", folder.toString()))
                .isEqualTo(1);
        assertThat(said.toString())
                .startsWith(folder + "/none holds no whole model")
                .doesNotContain("\tat ");
        assertThat(run("duplicates", "--codes", folder + "/none", "--out", folder + "/groups"))
                .isEqualTo(1);
        assertThat(said.toString()).endsWith("/none holds no table of codes. Make one with the command \"hash\".\n");
    }

    private int run(String... arguments) {
        CommandLine line = Main.command();
        line.setOut(new PrintWriter(said, true));
        line.setErr(new PrintWriter(said, true));
        return line.execute(arguments);
    }
}
