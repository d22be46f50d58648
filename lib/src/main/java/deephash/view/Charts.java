package deephash.view;

import deephash.drawing.View;
import deephash.result.BarPlot;
import deephash.result.Line;
import deephash.result.LinePlot;
import deephash.result.Plot;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts in the house style: white, a thin grid, colours that colour-blind readers tell apart, always with labels. */
public final class Charts {

    /** Okabe and Ito's palette without its yellow, which is too light for lines. */
    static final List<Color> COLOURS = List.of(
            new Color(0x00, 0x72, 0xb2),
            new Color(0xd5, 0x5e, 0x00),
            new Color(0x00, 0x9e, 0x73),
            new Color(0xcc, 0x79, 0xa7),
            new Color(0xe6, 0x9f, 0x00),
            new Color(0x56, 0xb4, 0xe9),
            new Color(0x33, 0x33, 0x33));

    /** What a result is measured against is grey and dashed. */
    static final Color FLOOR = new Color(0x99, 0x99, 0x99);

    private static final int WIDTH = 640;
    private static final int HEIGHT = 380;

    private Charts() {}

    /**
     * An empty chart for lines. The axes say what they measure, and in which unit.
     *
     * @param title above the chart
     * @param x under the horizontal axis
     * @param y beside the vertical axis
     * @return the chart
     * @throws IllegalArgumentException if the title or an axis says nothing
     */
    public static XYChart xy(String title, String x, String y) {
        requireWords(title, x, y);
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        style(chart.getStyler());
        chart.getStyler().setMarkerSize(4);
        return chart;
    }

    /**
     * An empty chart for bars. The axes say what they measure, and in which unit.
     *
     * @param title above the chart
     * @param x under the horizontal axis
     * @param y beside the vertical axis
     * @return the chart
     * @throws IllegalArgumentException if the title or an axis says nothing
     */
    public static CategoryChart bars(String title, String x, String y) {
        requireWords(title, x, y);
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        style(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.8);
        return chart;
    }

    private static void requireWords(String title, String x, String y) {
        if (title.isBlank() || x.isBlank() || y.isBlank()) {
            throw new IllegalArgumentException("A chart needs a title and words for both axes, not title \"" + title
                    + "\", x \"" + x + "\", y \"" + y + "\". Say what is measured, and in which unit.");
        }
    }

    private static void style(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(new Color(0xe4, 0xe4, 0xe4));
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setSeriesColors(COLOURS.toArray(Color[]::new));
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        styler.setLegendBorderColor(new Color(0xe4, 0xe4, 0xe4));
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setChartTitleBoxVisible(false);
        styler.setAntiAlias(true);
        styler.setLocale(Locale.ROOT);
    }

    /**
     * Adds a line.
     *
     * @param chart to add to
     * @param name in the legend
     * @param x rising
     * @param y as many as x
     * @return the line
     */
    public static XYSeries line(XYChart chart, String name, double[] x, double[] y) {
        return line(chart, name, x, y, new double[0], false);
    }

    private static XYSeries line(
            XYChart chart, String name, double[] x, double[] y, double[] deviation, boolean markers) {
        XYSeries series = deviation.length == 0 ? chart.addSeries(name, x, y) : chart.addSeries(name, x, y, deviation);
        series.setLineWidth(2);
        series.setMarker(markers ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        return series;
    }

    /**
     * A result's chart of lines in XChart, to restyle it or to draw more lines into it.
     *
     * @param plot such as {@code model.history().chart()}
     * @return the chart in the house style
     */
    public static XYChart xchart(LinePlot plot) {
        XYChart chart = xy(plot.title(), plot.x().title(), plot.y().title());
        for (Line line : plot.lines()) {
            XYSeries series =
                    line(chart, line.name(), line.x(), line.y(), line.deviation(), line.look() == Line.Look.DOTTED);
            if (line.look() == Line.Look.FLOOR) {
                series.setLineColor(FLOOR);
                series.setLineStyle(SeriesLines.DASH_DASH);
            }
            if (line.onTheRight()) {
                series.setYAxisGroup(1);
            }
        }
        range(chart.getStyler(), plot);
        if (!plot.rightAxis().isEmpty()) {
            chart.setYAxisGroupTitle(1, plot.rightAxis());
            chart.getStyler().setYAxisGroupPosition(1, YAxisPosition.Right);
            // a single epoch would be written with all its digits
            chart.getStyler().setYAxisDecimalPattern("#,##0.##");
            chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
            chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
        }
        return chart;
    }

    /**
     * A result's chart of bars in XChart, to restyle it.
     *
     * @param plot such as {@code result.bitBalance()}
     * @return the chart in the house style
     */
    public static CategoryChart xchart(BarPlot plot) {
        CategoryChart chart = bars(plot.title(), plot.x().title(), plot.y().title());
        for (BarPlot.Bars bars : plot.bars()) {
            CategorySeries series = chart.addSeries(
                    bars.name(),
                    plot.categories(),
                    Arrays.stream(bars.values()).boxed().toList());
            if (bars.floor()) {
                series.setFillColor(FLOOR);
            }
        }
        range(chart.getStyler(), plot);
        chart.getStyler().setLegendVisible(plot.bars().size() > 1);
        boolean numbers = plot.categories().stream().allMatch(c -> c.chars().allMatch(Character::isDigit));
        if (numbers) {
            chart.getStyler().setXAxisMaxLabelCount(16);
        } else {
            chart.getStyler().setXAxisLabelRotation(plot.categories().size() > 6 ? 45 : 0);
        }
        return chart;
    }

    private static void range(AxesChartStyler styler, Plot plot) {
        if (!Double.isNaN(plot.x().least())) {
            styler.setXAxisMin(plot.x().least()).setXAxisMax(plot.x().largest());
        }
        if (!Double.isNaN(plot.y().least())) {
            styler.setYAxisMin(plot.y().least()).setYAxisMax(plot.y().largest());
        }
    }

    static Chart<?, ?> xchart(Plot plot) {
        return plot instanceof LinePlot lines ? xchart(lines) : xchart((BarPlot) plot);
    }

    /** The chart as a drawing: an SVG document. */
    static String svg(Chart<?, ?> chart) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    static View view(Chart<?, ?> chart) {
        BufferedImage image = BitmapEncoder.getBufferedImage(chart);
        return new View(
                "Chart: " + chart.getTitle() + " (" + image.getWidth() + "×" + image.getHeight() + ")", null, image);
    }
}
