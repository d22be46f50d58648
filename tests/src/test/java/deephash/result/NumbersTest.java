package deephash.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void secondsOfOneColumnShareTheirDecimalsThoughMostOfThemAreWhole() {
        assertThat(column(1.1, 1, 1)).containsExactly("1.1", "1.0", "1.0");
        assertThat(column(27.6, 30, Double.NaN)).containsExactly("27.6", "30.0", "–");
    }

    @Test
    void countsBesideRatesAreWrittenEachForItself() {
        assertThat(column(20_000, 5_000, 0.4137)).containsExactly("20,000", "5,000", "0.4137");
        assertThat(column(64, 32, 0.4137)).containsExactly("64", "32", "0.4137");
    }

    @Test
    void sharesOfOneKeepFourDecimals() {
        assertThat(column(0.5, 0.491)).containsExactly("0.5000", "0.4910");
    }

    private static List<String> column(double... values) {
        var writer = Numbers.writer(values);
        return IntStream.range(0, values.length).mapToObj(writer).toList();
    }
}
