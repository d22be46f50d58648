package deephash.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deephash.code.Labels;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.train.TrainOptions;
import deephash.train.Trainer;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a network shows of itself, on a network with its first weights. */
class LatentViewsTest {

    /** Dark images with one bright square, which stands out. */
    private static Split squares(int count, int side) {
        byte[] values = new byte[count * side * side];
        for (int i = 0; i < count; i++) {
            int at = i % (side / 4);
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 4; x++) {
                    values[i * side * side + (4 * at + y) * side + 4 * at + x] = (byte) 255;
                }
            }
        }
        return new Split(
                "train",
                Images.of(Pixels.grey(side), values),
                Labels.single(
                        List.of("even", "odd"),
                        IntStream.range(0, count).map(i -> i % 2).toArray()));
    }

    private static final Split SQUARES = squares(16, 16);

    private static HashModel untrained(Architecture architecture) {
        return Trainer.untrained(
                architecture, SQUARES, TrainOptions.options().bits(8).seed(3));
    }

    @Test
    void aNetworkIsDrawnWithTheShapeAndTheParametersOfEveryLayer() {
        NetworkDrawing drawing = Architecture.drawing(Architecture.CSVAE, Pixels.grey(32), 64);
        assertThat(drawing.stages().stream().map(NetworkDrawing.Stage::name))
                .containsSubsequence("image", "conv 2×2, ÷2", "SimAM", "μ and log σ²", "z", "dense", "up 2×2, ×2");
        assertThat(drawing.stages().stream().map(NetworkDrawing.Stage::shape))
                .containsSubsequence("32×32×1", "16×16×32", "8×8×64", "4×4×128", "2×2×256", "128", "64", "32×32×1");
        assertThat(drawing.stages().stream()
                        .mapToLong(NetworkDrawing.Stage::parameters)
                        .sum())
                .isEqualTo(Architecture.parameters(Architecture.CSVAE, Pixels.grey(32), 64));
        assertThat(drawing.title()).contains("CSVAE", "64 bits");
        assertThat(drawing.view().image()).isNotNull();
    }

    @Test
    void everyArchitectureCanBeDrawn() {
        for (Architecture a : List.of(Architecture.VAE, Architecture.CVAE, Architecture.VTE)) {
            NetworkDrawing drawing = Architecture.drawing(a, Pixels.grey(32), 64);
            assertThat(drawing.stages().stream()
                            .mapToLong(NetworkDrawing.Stage::parameters)
                            .sum())
                    .isEqualTo(Architecture.parameters(a, Pixels.grey(32), 64));
            assertThat(drawing.view().text()).contains("z", "parameters");
        }
    }

    @Test
    void aTraversalMovesTheUnitsThatVaryMostAndNamesThem() {
        Traversal traversal = untrained(Architecture.CVAE).traversal(SQUARES.images(), 3);
        assertThat(traversal.units()).hasSize(3).doesNotHaveDuplicates();
        assertThat(traversal.rows())
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.size()).isEqualTo(7));
        BufferedImage first = traversal.rows().get(0).picture(0);
        BufferedImage last = traversal.rows().get(0).picture(6);
        assertThat(IntStream.range(0, 16 * 16)
                        .anyMatch(p -> first.getRGB(p % 16, p / 16) != last.getRGB(p % 16, p / 16)))
                .as("the two ends differ")
                .isTrue();
        assertThatThrownBy(() ->
                        untrained(Architecture.CVAE).traversal(SQUARES.images().select(0), 3))
                .hasMessageContaining("at least 2");
    }

    @Test
    void attentionIsLargestWhereTheImageStandsOut() {
        AttentionMaps maps = untrained(Architecture.CVAE.simAmAfter(1))
                .attention(SQUARES.images().select(1));
        assertThat(maps.layers()).hasSize(1);
        assertThat(maps.layers().get(0).name()).isEqualTo("after layer 1");
        float[][] weights = maps.layers().get(0).weights()[0];
        assertThat(weights).hasDimensions(8, 8);
        assertThat(weights[2][2])
                .as("in the square, rows and columns 4 to 7 of 16")
                .isGreaterThan(weights[6][1]);
        assertThat(maps.least()).isGreaterThanOrEqualTo(0.6);
        assertThat(maps.largest()).isLessThanOrEqualTo(1);
    }

    @Test
    void theMapsOfTwoLayersHaveTheSizesOfTheirLayers() {
        AttentionMaps maps = untrained(Architecture.CVAE.simAmAfter(1, 2)).attention(SQUARES.images());
        assertThat(maps.images().size()).as("only the first twelve are shown").isEqualTo(12);
        assertThat(maps.layers().get(0).weights()[0]).hasDimensions(8, 8);
        assertThat(maps.layers().get(1).weights()[0]).hasDimensions(4, 4);
        assertThat(maps.view().text()).contains("2 layers");
    }

    @Test
    void aNetworkWithoutSimAmSaysSo() {
        assertThatThrownBy(() -> untrained(Architecture.CVAE).attention(SQUARES.images()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no SimAM")
                .hasMessageContaining("CSVAE");
    }

    @Test
    void aMapPutsEqualImagesInOnePlace() {
        LatentMap map = untrained(Architecture.CVAE).latentMap(SQUARES);
        assertThat(map.points()).hasDimensions(16, 2);
        for (int axis = 0; axis < 2; axis++) {
            assertThat(map.points()[0][axis])
                    .as("images 0 and 4 are equal")
                    .isCloseTo(map.points()[4][axis], within(1e-4f));
        }
        assertThat(map.shares()[0]).isGreaterThanOrEqualTo(map.shares()[1]);
        assertThat(map.view().text()).contains("% of the variance");
        assertThat(map.view().image()).isNotNull();
    }

    @Test
    void twentyClassesHaveTwentyColoursOnAMap() {
        assertThat(IntStream.range(0, 20).mapToObj(LatentMap::colourOfClass)).doesNotHaveDuplicates();
    }

    @Test
    void theNumbersBesideAMapDifferHoweverNarrowItIs() {
        assertThat(LatentMap.ticks(new double[] {-0.11, 0.12}))
                .extracting(LatentMap.Tick::text)
                .containsExactly("−0.10", "−0.05", "0.00", "0.05", "0.10");
        assertThat(LatentMap.ticks(new double[] {-2.2, 1.3}))
                .extracting(LatentMap.Tick::text)
                .containsExactly("−2.0", "−1.5", "−1.0", "−0.5", "0.0", "0.5", "1.0");
        assertThat(LatentMap.ticks(new double[] {-9, 31}))
                .extracting(LatentMap.Tick::text)
                .containsExactly("0", "10", "20", "30");
    }

    @Test
    void aModelDrawsTheNetworkItIs() {
        assertThat(untrained(Architecture.CVAE).network())
                .isEqualTo(Architecture.drawing(Architecture.CVAE, Pixels.grey(16), 8));
    }

    @Test
    void theLatentOfAnUntrainedModelSaysThatItIs() {
        assertThat(untrained(Architecture.CVAE).latent().name()).isEqualTo("untrained CVAE μ");
    }
}
