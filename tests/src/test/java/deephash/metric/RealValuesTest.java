package deephash.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deephash.code.Labels;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RealValuesTest {

    private static final Labels TWO = Labels.single(List.of("a", "b"), new int[] {0, 1});

    @Test
    void theNearestByEuclideanDistanceComesFirst() {
        float[][] database = {{0, 0}, {3, 4}};
        Ranking ranking = Ranking.ofFeatures(new float[][] {{0.1f, 0}, {3, 3}}, TWO, database, TWO);
        assertThat(ranking.map().tieAware()).isEqualTo(1);
        assertThat(ranking.nearest().orElseThrow().accuracy()).isEqualTo(1);
        Ranking crossed = Ranking.ofFeatures(new float[][] {{3, 3}, {0.1f, 0}}, TWO, database, TWO);
        assertThat(crossed.map().tieAware()).isEqualTo(0.5);
        assertThat(crossed)
                .hasToString(
                        "mAP 0.5000 (tie-aware; ties at worst 0.5000, at best 0.5000), 2 queries, database of 2, real-valued");
    }

    @Test
    void rowsOfAnotherWidthAndMissingLabelsAreNamed() {
        float[][] database = {{0, 0}, {3, 4}};
        assertThatThrownBy(() -> Ranking.ofFeatures(new float[][] {{1, 2}, {1}}, TWO, database, TWO))
                .hasMessageContaining("Row 1 of the queries has 1 features");
        assertThatThrownBy(() -> Ranking.ofFeatures(new float[][] {{1, 2}}, TWO, database, TWO))
                .hasMessageContaining("1 queries with 2 labels");
    }

    @Test
    void quantisingANormalDistributionAtItsMeanLosesWhatTheoryLoses() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] margins = new float[20_000][3];
        for (float[] row : margins) {
            row[0] = (float) random.nextGaussian();
            row[1] = random.nextBoolean() ? 5 : -5;
        }
        Quantisation quantisation = Quantisation.of(margins);
        assertThat(quantisation.gap()[0]).isCloseTo(1 - 2 / Math.PI, within(0.01));
        assertThat(quantisation.margin()[0]).isCloseTo(Math.sqrt(2 / Math.PI), within(0.01));
        assertThat(quantisation.gap()[1]).isCloseTo(0, within(1e-12));
        assertThat(quantisation.margin()[1]).isCloseTo(1, within(0.001));
        assertThat(quantisation.gap()[2]).isNaN();
        assertThat(quantisation.margin()[2]).isNaN();
        assertThat(quantisation.meanGap()).isCloseTo(quantisation.gap()[0] / 2, within(1e-12));
    }
}
