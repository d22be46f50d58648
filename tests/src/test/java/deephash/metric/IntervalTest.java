package deephash.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void aBootstrapIntervalCoversTheTrueMeanAboutAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(4);
        int covered = 0;
        for (int trial = 0; trial < 200; trial++) {
            double[] values = random.doubles(60).toArray();
            Interval interval = Interval.bootstrap(values, 0.9, 400, trial);
            covered += interval.low() <= 0.5 && interval.high() >= 0.5 ? 1 : 0;
        }
        assertThat(covered).isBetween(165, 194);
    }

    @Test
    void theSameSeedGivesTheSameIntervalAndMissingValuesAreLeftOut() {
        double[] values = {0.1, Double.NaN, 0.4, 0.9, Double.NaN};
        double[] known = {0.1, 0.4, 0.9};
        assertThat(Interval.bootstrap(values, 0.95, 300, 7))
                .isEqualTo(Interval.bootstrap(values, 0.95, 300, 7))
                .isEqualTo(Interval.bootstrap(known, 0.95, 300, 7));
        assertThat(Interval.bootstrap(values, 0.95, 300, 7).low()).isBetween(0.1, 0.9);
    }
}
