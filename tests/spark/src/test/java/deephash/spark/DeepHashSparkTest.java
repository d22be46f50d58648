package deephash.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.DeepHash;
import deephash.code.HashCodes;
import deephash.data.LoadOptions;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import deephash.model.HashModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeepHashSparkTest {

    private final SparkSession spark = LocalSpark.session();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCodeOfAFileIsTheSameFromLoadPrepareSparkAndAnyBatch(boolean colour) throws IOException {
        List<Path> files = Photos.make(folder, 60, 1);
        Pixels pixels = colour ? Pixels.colour(32) : Pixels.grey(32);
        HashModel model = Photos.model(colour ? Architecture.RESNET : Architecture.CSVAE, pixels, 2);
        LoadOptions asModel = LoadOptions.loading().pixels(32);
        RetrievalDataset data = DeepHash.load(folder.toString(), colour ? asModel.colour() : asModel);
        Map<String, String> loaded = new TreeMap<>();
        for (Split split : List.of(data.train(), data.database(), data.query())) {
            HashCodes codes = model.hash(split.images());
            for (int i = 0; i < codes.size(); i++) {
                String name = split.images().name(i).replace('\\', '/');
                loaded.put(
                        name.substring(name.lastIndexOf('/') + 1),
                        HexFormat.of().formatHex(CodeBytes.of(codes, i)));
            }
        }
        Images prepared = data.train().images().prepare(files.toArray(Path[]::new));
        Map<String, String> oneByOne = new TreeMap<>();
        for (Path file : files) {
            Images one = Images.ofFiles(pixels, Fit.STRETCH, List.of(Files.readAllBytes(file)));
            oneByOne.putAll(Photos.byName(List.of(file), model.hash(one)));
        }
        Dataset<Row> withoutBytes = DeepHashSpark.files(spark, folder.toString());
        Dataset<Row> withBytes = spark.read()
                .format("binaryFile")
                .option("recursiveFileLookup", "true")
                .load(folder.toString());

        assertThat(loaded).hasSize(60);
        assertThat(Photos.byName(files, model.hash(prepared))).isEqualTo(loaded);
        assertThat(oneByOne).isEqualTo(loaded);
        assertThat(Photos.byName(DeepHashSpark.hash(model, withoutBytes))).isEqualTo(loaded);
        assertThat(Photos.byName(DeepHashSpark.hash(model, withBytes))).isEqualTo(loaded);
    }

    @Test
    void brokenImagesAreRowsThatSayWhatIsWrong() throws IOException {
        List<Path> files = Photos.make(folder, 4, 3);
        Files.write(folder.resolve("empty.jpg"), new byte[0]);
        Files.writeString(folder.resolve("text.png"), "no image");
        Files.writeString(folder.resolve("notes.txt"), "not meant");
        Files.copy(files.get(2), folder.resolve("_MG_0001.JPG"));
        byte[] half = Files.readAllBytes(files.get(0));
        Files.write(folder.resolve("half.jpg"), java.util.Arrays.copyOf(half, half.length / 2));
        Dataset<Row> listed = DeepHashSpark.files(spark, folder.toString()).cache();
        listed.count();
        Files.delete(files.get(3));

        Map<String, String> codes =
                Photos.byName(DeepHashSpark.hash(Photos.model(Architecture.VAE, Pixels.grey(32), 1), listed));
        assertThat(codes).hasSize(8).containsEntry("_MG_0001.JPG", codes.get("2.jpg"));
        assertThat(codes.get("empty.jpg")).isEqualTo("! there are none (0 bytes)");
        assertThat(codes.get("text.png")).isEqualTo("! not an image of a known format (JPEG, PNG, WebP, BMP, GIF)");
        assertThat(codes.get("half.jpg")).startsWith("! ");
        assertThat(codes.get("3.png")).startsWith("! cannot be read: ").contains("3.png");
        assertThat(codes.values().stream().filter(code -> code.matches("[0-9a-f]{16}")))
                .hasSize(4);
    }

    @Test
    void anImageThatTheMemoryOfAWorkerCannotHoldIsRefusedBeforeItIsDecoded() throws IOException {
        Path file = folder.resolve("wide.png");
        ImageIO.write(new BufferedImage(9000, 8000, BufferedImage.TYPE_BYTE_BINARY), "png", file.toFile());
        byte[] bytes = Files.readAllBytes(file);
        assertThatThrownBy(() -> new ImageBytes(512L << 20).decode(bytes, Pixels.grey(32), Fit.STRETCH))
                .isInstanceOf(ImageBytes.Refused.class)
                .hasMessage("decoding it can take 824 MB, too much for a worker with 512 MB of memory"
                        + " (spark.executor.memory)");
        assertThatThrownBy(() -> new ImageBytes(1 << 10)
                        .read(file.toUri().toString(), spark.sparkContext().hadoopConfiguration()))
                .isInstanceOf(ImageBytes.Refused.class)
                .hasMessageContaining("more than a worker with 0 MB of memory reads as one image");
    }

    @Test
    void aTableWithoutPathsSaysWhatIsMissing() {
        HashModel model = Photos.model(Architecture.VAE, Pixels.grey(32), 1);
        assertThatThrownBy(() -> DeepHashSpark.hash(model, spark.range(3).toDF("id")))
                .hasMessageContaining("A table of images has a column \"path\"")
                .hasMessageContaining("[id]");
        assertThatThrownBy(() -> DeepHashSpark.files(spark, folder + "/nowhere"))
                .hasMessageContaining("There is nothing at " + folder + "/nowhere.");
    }
}
