package deephash.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import deephash.DeepHash;
import deephash.augment.Augmentation;
import deephash.baseline.Baseline;
import deephash.baseline.PixelValues;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.hash.FeatureHasher;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewAnalysisTest {

    private static final int FEATURES = 6;

    /** As views.py makes them. */
    private static float[][][] views() {
        float[][][] views = new float[3][30][FEATURES];
        for (int v = 0; v < 3; v++) {
            for (int i = 0; i < 30; i++) {
                for (int j = 0; j < FEATURES; j++) {
                    views[v][i][j] = (float) ((j + 1) * Math.sin(1 + 7 * i + 3 * j * i)
                            + (FEATURES - j) * Math.cos(2 + 5 * v + 11 * i * j + i * v));
                }
            }
        }
        return views;
    }

    @Test
    void directionsAreThoseOfNumPyUpToTheirSign() {
        float[][] directions = ViewAnalysis.directions(views(), 3);
        JsonArray expected = JsonParser.parseReader(new InputStreamReader(
                        ViewAnalysisTest.class.getResourceAsStream("views.json"), StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonArray("directions");
        for (int c = 0; c < 3; c++) {
            int column = c;
            double inner = IntStream.range(0, FEATURES)
                    .mapToDouble(j -> directions[j][column]
                            * expected.get(j).getAsJsonArray().get(column).getAsDouble())
                    .sum();
            assertThat(Math.abs(inner)).as("cosine of direction " + c).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void viewsThatDoNotDifferOrTooFewImagesAreNamed() {
        float[][] one = views()[0];
        assertThatThrownBy(() -> ViewAnalysis.directions(new float[][][] {one, one}, 3))
                .hasMessageContaining("All views of an image have the same features");
        assertThatThrownBy(() -> ViewAnalysis.directions(views(), 7)).hasMessageContaining("7 directions");
        Split train = new Split("shapes", new Shapes(20, 16), deephash.code.Labels.none(20));
        assertThatThrownBy(() -> ViewAnalysis.fit(new PixelValues(), train.images(), Augmentation.NONE, 3, 8, 1))
                .hasMessageContaining("Augmentation.CONTRAST");
    }

    @Test
    void onPixelsItIsFarAboveRandomCodes() {
        RetrievalDataset all = DeepHash.load("fashion-mnist-mini");
        RetrievalDataset data = new RetrievalDataset(
                all.name(), all.train().select(IntStream.range(0, 800).toArray()), all.database(), all.query());
        FeatureHasher hasher =
                ViewAnalysis.fit(new PixelValues(), data.train().images(), Augmentation.CROP_FLIP, 3, 32, 1);
        assertThat(hasher.name()).isEqualTo("view LDA on pixels");
        double map = DeepHash.evaluate(hasher, data).map();
        assertThat(map).isGreaterThan(0.25);
        assertThat(map)
                .isGreaterThan(
                        DeepHash.evaluate(Baseline.RANDOM.fit(data.train().images(), 32, 1), data)
                                .map());
    }
}
