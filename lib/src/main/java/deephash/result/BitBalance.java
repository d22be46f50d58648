package deephash.result;

import deephash.metric.BitQuality;
import java.util.List;
import java.util.stream.IntStream;

/** The balance of single bits as a chart. */
public final class BitBalance {

    private BitBalance() {}

    /**
     * How often each bit is one.
     *
     * @param title whose bits
     * @param quality of the bits
     * @return a bar a bit, from 0 to 1
     */
    public static BarPlot chart(String title, BitQuality quality) {
        return new BarPlot(
                "Bit balance, " + title,
                Axis.of("bit"),
                Axis.share("share of ones"),
                IntStream.range(0, quality.share().length)
                        .mapToObj(String::valueOf)
                        .toList(),
                List.of(new BarPlot.Bars("share of ones", quality.share(), false)));
    }
}
