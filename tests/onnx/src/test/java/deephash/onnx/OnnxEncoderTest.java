package deephash.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.encoder.Encoder;
import deephash.encoder.Preparation;
import deephash.encoder.Preparation.Channels;
import deephash.encoder.Preparation.Order;
import deephash.encoder.Preparation.Pooling;
import deephash.encoder.Preparation.Type;
import deephash.picture.Resize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks made in Python (resources/onnx/make.py) beside the values that Python gives. */
class OnnxEncoderTest {

    private static final int WIDTH = 20;
    private static final int HEIGHT = 14;
    private static final Offset<Float> CLOSE = Offset.offset(2e-6f);
    private static final Preparation STATED =
            Preparation.imageNet(8).squash().filter(Resize.BICUBIC).output("", Pooling.MEAN);

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

    /** The picture of make.py, then others. */
    private static Images pictures(int count) {
        byte[] values = new byte[3 * WIDTH * HEIGHT * count];
        for (int i = 0; i < values.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH % HEIGHT;
            int c = i / WIDTH / HEIGHT % 3;
            values[i] = (byte) (37 * x + 91 * y + 50 * c + x * y * (c + 1) + i / (3 * WIDTH * HEIGHT) * (x + c));
        }
        return Images.of(new Pixels(3, HEIGHT, WIDTH), values);
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = OnnxEncoderTest.class.getResourceAsStream("/onnx/" + name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private static float[] pythons(String what) throws IOException {
        try (InputStream in = OnnxEncoderTest.class.getResourceAsStream("/onnx/values.json")) {
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
    void aFileThatSaysWhatItWantsGivesPythonsValuesWithoutAWordOfTrust() throws IOException {
        Encoder encoder = Encoder.load(file("bytes.onnx"));
        assertThat(encoder.features(pictures(1))[0]).containsExactly(pythons("bicubic mean normalised"), CLOSE);
        assertThat(encoder.name()).isEqualTo("bytes");
        assertThat(encoder.toString())
                .contains(
                        "8×8 pixels, squashed, bicubic",
                        "SHA-256 " + encoder.digest().substring(0, 12))
                .doesNotContain("not trusted");
    }

    @Test
    void whatTheNetworkWantsCanBeStatedInCodeAndEachPartOfItMatters() throws IOException {
        Path map = file("map.onnx");
        assertThat(Encoder.load(map, STATED).features(pictures(1))[0]).containsExactly(pythons("bicubic mean"), CLOSE);
        assertThat(Encoder.load(map, STATED.order(Order.BGR)).features(pictures(1))[0])
                .containsExactly(pythons("bicubic mean bgr"), CLOSE);
        assertThat(Encoder.load(map, STATED.filter(Resize.BILINEAR)).features(pictures(1))[0])
                .isNotEqualTo(Encoder.load(map, STATED).features(pictures(1))[0]);
    }

    @Test
    void whatTheNetworkWantsIsReadFromTheFileBesideItOrTheFileIsRefused() throws IOException {
        Path map = file("map.onnx");
        assertThatThrownBy(() -> Encoder.load(map)).hasMessageContaining("a guess costs quality without an error");
        Files.writeString(folder.resolve("preprocessor_config.json"), """
                {"size": {"height": 8, "width": 8}, "resample": 3, "do_rescale": true,
                 "rescale_factor": 0.00392156862745098, "do_normalize": true,
                 "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225],
                 "deephash": {"pooling": "mean"}}""");
        assertThat(Encoder.load(map).features(pictures(1))[0]).containsExactly(pythons("bicubic mean"), CLOSE);
    }

    @Test
    void aNetworkThatTakesOnePictureAtATimeGivesTheSameValues() throws IOException {
        Images some = pictures(37);
        float[][] together = Encoder.load(file("map.onnx"), STATED).features(some);
        float[][] oneByOne = Encoder.load(file("one.onnx"), STATED).features(some);
        assertThat(oneByOne).hasDimensions(37, 5);
        for (int i = 0; i < 37; i++) {
            assertThat(oneByOne[i]).containsExactly(together[i], CLOSE);
        }
        assertThat(Arrays.equals(together[0], together[36])).isFalse();
    }

    @Test
    void ofSeveralResultsOneMustBeNamed() throws IOException {
        Path several = file("several.onnx");
        assertThatThrownBy(() -> Encoder.load(several, STATED).features(pictures(1)))
                .hasMessageContaining("gives 2 results: [vector (1, 5), map (1, 5, 4, 4)]");
        for (String name : new String[] {"vector", "0"}) {
            assertThat(Encoder.load(several, STATED.output(name, Pooling.NONE)).features(pictures(1))[0])
                    .containsExactly(pythons("bicubic mean"), CLOSE);
        }
        assertThatThrownBy(() -> Encoder.load(several, STATED.output("code", Pooling.NONE))
                        .features(pictures(1)))
                .hasMessageContaining("has no output \"code\"; it gives [vector");
    }

    @Test
    void aFileThatIsNoEncoderIsRefusedWithWhatItIs() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "no network");
        assertThatThrownBy(() -> Encoder.load(text, STATED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("could not be loaded by ONNX Runtime")
                .hasMessageContaining("make_encoder.py");
        Path masked = file("masked.onnx");
        assertThatThrownBy(() -> Encoder.load(masked, STATED)).hasMessageContaining("it takes 2 inputs, x, mask");
        Encoder classes = Encoder.load(file("classes.onnx"), STATED);
        assertThatThrownBy(() -> classes.features(pictures(2)))
                .hasMessageContaining("for 2 images it gives class (2), which is not a vector for each");
        Encoder map = Encoder.load(file("map.onnx"), STATED.output("", Pooling.NONE));
        assertThatThrownBy(() -> map.features(pictures(1))).hasMessageContaining("many positions of each image");
        assertThatThrownBy(() -> Encoder.load(folder.resolve("none.onnx"), STATED))
                .hasMessageContaining("there is no such file");
    }

    @Test
    void picturesThatTheNetworkDoesNotTakeAreRefusedWithWhatItTakes() throws IOException {
        Path map = file("map.onnx");
        for (Preparation wrong : new Preparation[] {
            STATED.size(9), STATED.input(Channels.LAST, Type.FLOAT32), STATED.input(Channels.FIRST, Type.UINT8)
        }) {
            Encoder encoder = Encoder.load(map, wrong);
            assertThatThrownBy(() -> encoder.features(pictures(1)))
                    .as("%s", wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("does not take a batch of 1 pictures")
                    .hasMessageContaining("its input is x, 32-bit numbers of shape (any, 3, 8, 8)");
        }
    }

    @Test
    void aFileOfANewerVersionIsRefusedWithWhatToDo() throws IOException {
        for (String name : new String[] {"newer.onnx", "newer-form.onnx"}) {
            Path newer = file(name);
            assertThatThrownBy(() -> Encoder.load(newer, STATED))
                    .as(name)
                    .hasMessageContaining("was made for a newer ONNX Runtime than 1.23.2")
                    .hasMessageContaining("99")
                    .hasMessageContaining("opset_version=17");
        }
    }

    @Test
    void weightsInAnotherFileAreRefusedSinceTheDigestWouldNotCoverThem() throws IOException {
        file("apart.weights");
        Path apart = file("apart.onnx");
        assertThatThrownBy(() -> Encoder.load(apart, STATED))
                .hasMessageContaining("keeps its weights in another file")
                .hasMessageContaining("external_data=False");
    }

    @Test
    void featuresThatAreNoNumbersAreRefused() throws IOException {
        Encoder encoder = Encoder.load(file("nan.onnx"), STATED.output("", Pooling.NONE));
        assertThatThrownBy(() -> encoder.features(Images.of(new Pixels(3, 8, 8), new byte[3 * 8 * 8])))
                .hasMessageContaining("gives NaN for image 0")
                .hasMessageContaining("Its preparation may be wrong");
    }

    @Test
    void aFileThatChangedSinceItWasOpenedIsRefused() throws IOException {
        Path map = file("map.onnx");
        Encoder opened = Encoder.load(map, STATED);
        Files.copy(file("one.onnx"), map, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Encoder.load(map, STATED);
        assertThatThrownBy(() -> opened.features(pictures(1))).hasMessageContaining("has changed since it was opened");
    }

    @Test
    void computingFeaturesCanBeInterrupted() throws IOException {
        Encoder encoder = Encoder.load(file("map.onnx"), STATED);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> encoder.features(pictures(1))).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
