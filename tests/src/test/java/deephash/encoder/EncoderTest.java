package deephash.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import deephash.DeepHash;
import deephash.baseline.Baseline;
import deephash.code.file.NumPyArray;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.encoder.Preparation.Order;
import deephash.encoder.Preparation.Pooling;
import deephash.hash.FeatureHasher;
import deephash.result.Evaluation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks made in Python (resources/encoder/make.py) beside the values that Python gives. */
class EncoderTest {

    private static final int WIDTH = 20;
    private static final int HEIGHT = 14;
    private static final Offset<Float> CLOSE = Offset.offset(2e-6f);
    private static final Preparation CROPPED = Preparation.imageNet(8).crop(9).output("", Pooling.MEAN);

    @TempDir
    private Path folder;

    private String cache = "";

    @BeforeEach
    void useAnEmptyCache() {
        cache = System.getProperty("deephash.cache", "");
        System.setProperty("deephash.cache", folder.resolve("cache").toString());
    }

    @AfterEach
    void useTheCacheOfBefore() {
        if (cache.isEmpty()) {
            System.clearProperty("deephash.cache");
        } else {
            System.setProperty("deephash.cache", cache);
        }
    }

    private static Images picture() {
        byte[] values = new byte[3 * WIDTH * HEIGHT];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    values[(c * HEIGHT + y) * WIDTH + x] = (byte) (37 * x + 91 * y + 50 * c + x * y * (c + 1));
                }
            }
        }
        return Images.of(new Pixels(3, HEIGHT, WIDTH), values);
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = EncoderTest.class.getResourceAsStream("/encoder/" + name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private static float[] pythons(String what) throws IOException {
        try (InputStream in = EncoderTest.class.getResourceAsStream("/encoder/values.json")) {
            var values = JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject()
                    .getAsJsonArray(what);
            float[] floats = new float[values.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = values.get(i).getAsFloat();
            }
            return floats;
        }
    }

    @Test
    void aFileThatSaysWhatItWantsGivesPythonsValues() throws IOException {
        Encoder encoder = Encoder.load(file("bytes.pt")).trusted();
        assertThat(encoder.features(picture())[0]).containsExactly(pythons("squashed bicubic mean normalised"), CLOSE);
        assertThat(encoder.toString())
                .contains(
                        "8×8 pixels, squashed, bicubic",
                        "SHA-256 " + encoder.digest().substring(0, 12));
    }

    @Test
    void whatTheNetworkWantsCanBeStatedInCodeAndEachPartOfItMatters() throws IOException {
        Path map = file("map.pt");
        float[] cropped = Encoder.load(map, CROPPED).trusted().features(picture())[0];
        assertThat(cropped).containsExactly(pythons("cropped bilinear mean"), CLOSE);
        assertThat(Encoder.load(map, CROPPED.order(Order.BGR)).features(picture())[0])
                .containsExactly(pythons("cropped bilinear mean bgr"), CLOSE);
    }

    @Test
    void whatTheNetworkWantsIsReadFromTheFileBesideItAsHuggingFaceWritesIt() throws IOException {
        Path map = file("map.pt");
        Files.writeString(folder.resolve("preprocessor_config.json"), """
                {"size": {"shortest_edge": 9}, "crop_size": {"height": 8, "width": 8}, "do_center_crop": true,
                 "resample": 2, "do_rescale": true, "rescale_factor": 0.00392156862745098, "do_normalize": true,
                 "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225],
                 "deephash": {"pooling": "mean"}}""");
        assertThat(Encoder.load(map).preparation()).isEqualTo(CROPPED);
    }

    @Test
    void aFileThatDoesNotSayWhatItWantsIsRefused() throws IOException {
        Path map = file("map.pt");
        assertThatThrownBy(() -> Encoder.load(map)).hasMessageContaining("a guess costs quality without an error");
        Files.writeString(folder.resolve("preprocessor_config.json"), "{\"size\": 8}");
        assertThatThrownBy(() -> Encoder.load(map)).hasMessageContaining("has no \"resample\"");
        Files.writeString(folder.resolve("preprocessor_config.json"), "{\"size\": {\"shortest_edge\": 8}}");
        assertThatThrownBy(() -> Encoder.load(map)).hasMessageContaining("does not crop");
        Files.writeString(folder.resolve("preprocessor_config.json"), "{\"size\": 8, \"resample\": \"cubic\"}");
        assertThatThrownBy(() -> Encoder.load(map)).hasMessageContaining("another kind than expected");
    }

    @Test
    void aForeignFileRunsOnlyAfterAWordInCodeAndThatIsRemembered() throws IOException {
        Path bytes = file("bytes.pt");
        assertThatThrownBy(() -> Encoder.load(bytes).features(picture()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it holds code")
                .hasMessageContaining(".trusted()");
        Encoder.load(bytes).trusted();
        assertThat(Encoder.load(bytes).features(picture())).hasNumberOfRows(1);
        Path other = file("map.pt");
        assertThatThrownBy(() -> Encoder.load(other, CROPPED).features(picture()))
                .as("another content is another file")
                .hasMessageContaining("it holds code");
    }

    @Test
    void ofSeveralResultsOneMustBeNamed() throws IOException {
        Path several = file("several.pt");
        Encoder unsaid = Encoder.load(several, CROPPED).trusted();
        assertThatThrownBy(() -> unsaid.features(picture())).hasMessageContaining("gives 2 results");
        assertThat(Encoder.load(several, CROPPED.output("0", Pooling.NONE)).features(picture())[0])
                .containsExactly(pythons("cropped bilinear mean"), CLOSE);
        Encoder.load(file("named.pt"), CROPPED).trusted();
        assertThat(Encoder.load(folder.resolve("named.pt"), CROPPED.output("vector", Pooling.NONE))
                        .features(picture())[0])
                .containsExactly(pythons("cropped bilinear mean"), CLOSE);
        assertThatThrownBy(() -> Encoder.load(folder.resolve("named.pt"), CROPPED.output("code", Pooling.NONE))
                        .features(picture()))
                .hasMessageContaining("has no output \"code\"")
                .hasMessageContaining("vector");
    }

    @Test
    void positionsAreNotTakenForAVector() throws IOException {
        Encoder map =
                Encoder.load(file("map.pt"), CROPPED.output("", Pooling.NONE)).trusted();
        assertThatThrownBy(() -> map.features(picture())).hasMessageContaining("many positions of each image");
    }

    @Test
    void withoutItsModuleAnOnnxFileIsRefusedWithTheLinesToWrite() throws IOException {
        Path onnx = Files.writeString(folder.resolve("lite.onnx"), "any");
        assertThatThrownBy(() -> Encoder.load(onnx, CROPPED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mvn -Ponnx -pl lib/onnx -am -DskipTests install")
                .hasMessageContaining("%maven io.github.deephash:deephash-onnx:0.1.0");
    }

    @Test
    void whatIsNoEncoderIsNamed() throws IOException {
        Path weights = file("weights.pt");
        assertThatThrownBy(() -> Encoder.load(weights)).hasMessageContaining("holds weights without a network");
        Path text = Files.writeString(folder.resolve("text.pt"), "no network");
        assertThatThrownBy(() -> Encoder.load(text)).hasMessageContaining("is no TorchScript file");
        assertThatThrownBy(() -> Encoder.load(folder.resolve("none.pt"))).hasMessageContaining("there is no such file");
        Encoder last = Encoder.load(file("map.pt"), CROPPED.input(Preparation.Channels.LAST, Preparation.Type.FLOAT32))
                .trusted();
        assertThatThrownBy(() -> last.features(picture()))
                .hasMessageContaining("does not take a batch of 1 pictures of 8×8");
    }

    @Test
    void featuresOfManyImagesAreComputedOnceAndKeptByContent() throws IOException {
        Encoder encoder = Encoder.load(file("bytes.pt")).trusted();
        Images images = DeepHash.load("fashion-mnist-mini")
                .query()
                .images()
                .select(IntStream.range(0, 300).toArray());
        float[][] first = encoder.features(images);
        Path kept;
        try (var files = Files.list(folder.resolve("cache").resolve("features"))) {
            kept = files.findFirst().orElseThrow();
        }
        assertThat(NumPyArray.open(kept).rows()).isDeepEqualTo(first);
        first[7][0] = 42;
        NumPyArray.write(first, kept);
        assertThat(encoder.features(images)[7][0]).as("read, not computed").isEqualTo(42);
        assertThat(encoder.features(images.select(IntStream.range(1, 300).toArray()))[6][0])
                .as("other images")
                .isNotEqualTo(42);
        Files.write(kept, new byte[10]);
        assertThat(encoder.features(images)[7][0]).as("a damaged file").isNotEqualTo(42);
    }

    @Test
    void cutToBitsAnEncoderIsAHasher() throws IOException {
        Encoder encoder = Encoder.load(file("bytes.pt")).trusted();
        RetrievalDataset data = DeepHash.load("fashion-mnist-mini");
        FeatureHasher itq = Baseline.ITQ.fit(encoder, data.train().images(), 4, 1);
        assertThat(itq.name()).isEqualTo("ITQ on bytes");
        Evaluation result = DeepHash.evaluate(itq, data);
        assertThat(result.map()).isGreaterThan(result.floor().map().tieAware() + 0.03);
        assertThatThrownBy(() -> Baseline.PHASH.fit(encoder, data.train().images(), 4, 1))
                .hasMessageContaining("takes images, no features");
        assertThatThrownBy(() -> Baseline.ITQ.fit(encoder, data.train().images(), 6, 1))
                .hasMessageContaining("at most 5 bits");
    }

    @Test
    void featuresMadeElsewhereAreMatchedWithTheirImages() throws IOException {
        RetrievalDataset all = DeepHash.load("fashion-mnist-mini");
        RetrievalDataset data =
                new RetrievalDataset("some", first(all.train(), 40), first(all.database(), 30), first(all.query(), 20));
        Path[] files = new Path[3];
        int s = 0;
        for (Split split : new Split[] {data.train(), data.database(), data.query()}) {
            files[s] = folder.resolve(split.name() + ".npy");
            float[][] rows = new float[split.size()][2];
            for (int i = 0; i < rows.length; i++) {
                rows[i][0] = s;
                rows[i][1] = i;
            }
            NumPyArray.write(rows, files[s++]);
        }
        StoredFeatures stored = StoredFeatures.of("CLIP", data, files[0], files[1], files[2]);
        assertThat(stored.features(data.database().images().select(5, 3)))
                .isDeepEqualTo(new float[][] {{1, 5}, {1, 3}});
        assertThat(DeepHash.evaluate(stored, data).label()).isEqualTo("CLIP, real-valued");
        assertThatThrownBy(() -> stored.features(all.query().images()))
                .hasMessageContaining("There are no features of");
        assertThatThrownBy(() -> StoredFeatures.of("CLIP", data, files[0], files[2], files[1]))
                .hasMessageContaining("has 20 rows, but the split database has 30 images");
    }

    private static Split first(Split split, int count) {
        int[] some = IntStream.range(0, count).toArray();
        return new Split(
                split.name(), split.images().select(some), split.labels().select(some));
    }
}
