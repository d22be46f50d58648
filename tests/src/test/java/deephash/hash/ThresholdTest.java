package deephash.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThresholdTest {

    private static final float[][] FEATURES = {{0, -1}, {0, -2}, {9, -3}};

    @Test
    void meanMedianAndZeroCutWhereTheySay() {
        assertThat(Threshold.MEAN.fit(FEATURES).codes(FEATURES)).hasToString("3 codes of 2 bits: 01, 00, 10");
        assertThat(Threshold.MEDIAN.fit(FEATURES).codes(FEATURES)).hasToString("3 codes of 2 bits: 01, 00, 10");
        assertThat(Threshold.ZERO.fit(FEATURES).codes(FEATURES)).hasToString("3 codes of 2 bits: 00, 00, 10");
        assertThat(Threshold.MEAN.fit(FEATURES).thresholds()).containsExactly(3, -2);
        assertThat(Threshold.MEDIAN.fit(FEATURES).thresholds()).containsExactly(0, -2);
    }

    @Test
    void itqIsARotationThatQuantisesBetterThanTheMeanAlone() {
        float[][] features = correlated(2000, 8, 5);
        Binarizer mean = Threshold.MEAN.fit(features);
        Binarizer itq = Threshold.ITQ.fit(features);
        float[][] r = itq.projection();
        for (int a = 0; a < 8; a++) {
            for (int b = 0; b < 8; b++) {
                double dot = 0;
                for (int k = 0; k < 8; k++) {
                    dot += r[a][k] * r[b][k];
                }
                assertThat(dot).isCloseTo(a == b ? 1 : 0, within(1e-4));
            }
        }
        assertThat(gap(itq.margins(features))).isLessThan(0.95 * gap(mean.margins(features)));
        assertThat(Threshold.ITQ.fit(features)).isEqualTo(itq);
    }

    /** The mean squared distance to the nearest corner of the cube, at the best scale of the cube. */
    private static double gap(float[][] margins) {
        double absolute = 0;
        double squares = 0;
        int n = 0;
        for (float[] row : margins) {
            for (float m : row) {
                absolute += Math.abs(m);
                squares += m * m;
                n++;
            }
        }
        return squares / n - Math.pow(absolute / n, 2);
    }

    private static float[][] correlated(int n, int d, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] features = new float[n][d];
        for (float[] row : features) {
            for (int j = 0; j < d; j++) {
                row[j] = (float) (random.nextGaussian() * (j + 1) + 3);
            }
        }
        return features;
    }

    @Test
    void anItemGetsTheSameCodeAloneAsAmongOthers() {
        float[][] features = correlated(200, 70, 6);
        Binarizer itq = Threshold.ITQ.fit(features);
        assertThat(itq.codes(new float[][] {features[17]}).get(0))
                .isEqualTo(itq.codes(features).get(17));
    }

    @Test
    void aFeatureThatIsNotFiniteIsNamed() {
        assertThatThrownBy(() -> Threshold.MEAN.fit(new float[][] {{1, 2}, {3, Float.NaN}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Item 1 has the value NaN at place 1");
        assertThatThrownBy(() -> Threshold.MEAN.fit(FEATURES).codes(new float[][] {{1}}))
                .hasMessageContaining("Item 0 has 1 values, not 2");
        assertThatThrownBy(() -> Threshold.named("mode")).hasMessageContaining("mean, median, zero, itq");
    }

    @Test
    void aThresholdIsReadBackFromWhatItWrites() {
        for (Threshold each : List.of(
                Threshold.MEAN,
                Threshold.MEDIAN,
                Threshold.ZERO,
                Threshold.ITQ,
                new Threshold.Itq(10, 1),
                new Threshold.Itq(50, -9))) {
            assertThat(Threshold.named(each.toString())).isEqualTo(each);
        }
        assertThat(Threshold.ITQ).hasToString("itq");
        assertThat(new Threshold.Itq(200, 9).fit(FEATURES).threshold()).isEqualTo("itq(200, 9)");
        assertThatThrownBy(() -> Threshold.named("itq(many)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("itq(many)")
                .hasMessageContaining("itq(200, 9)");
    }
}
