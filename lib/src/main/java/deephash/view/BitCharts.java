package deephash.view;

import deephash.metric.BitQuality;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;

/** Charts of single bits. */
final class BitCharts {

    private BitCharts() {}

    static CategoryChart balance(String title, BitQuality quality) {
        CategoryChart chart = Charts.bars("Bit balance, " + title, "bit", "share of ones");
        int bits = quality.share().length;
        chart.addSeries(
                "share of ones",
                IntStream.range(0, bits).boxed().toList(),
                Arrays.stream(quality.share()).boxed().toList());
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setLegendVisible(false);
        chart.getStyler().setXAxisMaxLabelCount(16);
        return chart;
    }
}
