package deephash.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.DeepHash;
import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.code.search.HammingIndex;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.drawing.Gallery;
import deephash.drawing.View;
import deephash.result.History;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ViewTest {

    private static final Split FOUR = new Split(
            "four",
            Images.of(Pixels.grey(4), new byte[4 * 16]),
            Labels.single(List.of("cat", "dog"), new int[] {0, 0, 1, 1}));

    @Test
    void aTableIsShownAsTextAndAsEscapedHtml() {
        View view = Views.of(Table.create("<b>", StringColumn.create("a&b", "<script>"), DoubleColumn.create("x", 0.5)))
                .orElseThrow();
        assertThat(view.html()).contains("&lt;script&gt;", "a&amp;b", "&lt;b&gt;", "0.5000");
        assertThat(view.html()).doesNotContain("<script>");
        assertThat(view.text()).contains("<script>", "1 row × 2 columns");
    }

    @Test
    void aLongTableShowsItsFirstAndLastRowsAndItsLength() {
        View view = Views.of(Table.create(
                        "long", IntColumn.create("n", IntStream.range(0, 5000).toArray())))
                .orElseThrow();
        assertThat(view.html())
                .contains(">0<", ">19<", "…", ">4,999<", "5,000 rows")
                .doesNotContain(">2,500<");
        assertThat(view.text().lines().count()).isLessThan(40);
    }

    @Test
    void foundImagesAreFramedGreenWhereTheyShareTheClassAndRedWhereTheyDoNot() {
        HashCodes codes = HashCodes.ofBitStrings("0000", "0001", "0011", "0111")
                .labelled(FOUR.labels())
                .pictured(FOUR.images());
        BufferedImage strip = Views.of(HammingIndex.of(codes).search(codes.get(0), 4))
                .orElseThrow()
                .image();
        assertThat(strip).isNotNull();
        assertThat(IntStream.range(0, 5).mapToObj(cell -> frames(strip, cell)))
                .as("the query, two cats and two dogs")
                .containsExactly(
                        Set.of(Gallery.QUERY),
                        Set.of(Gallery.RIGHT),
                        Set.of(Gallery.RIGHT),
                        Set.of(Gallery.WRONG),
                        Set.of(Gallery.WRONG));
    }

    /** The colours of frames that occur in one cell of a strip. */
    private static Set<Color> frames(BufferedImage strip, int cell) {
        int from = Gallery.GAP / 2 + cell * (Gallery.CELL + Gallery.GAP);
        return Stream.of(Gallery.QUERY, Gallery.RIGHT, Gallery.WRONG)
                .filter(colour -> IntStream.range(from, from + Gallery.CELL + Gallery.GAP)
                        .anyMatch(x -> IntStream.range(0, strip.getHeight())
                                .anyMatch(y -> strip.getRGB(x, y) == colour.getRGB())))
                .collect(Collectors.toSet());
    }

    @Test
    void everyClassHasARowOfItsImages() {
        BufferedImage one = Gallery.perClass(FOUR, 8, 1).image();
        BufferedImage two = Gallery.perClass(FOUR, 8, 2).image();
        assertThat(two.getHeight()).isGreaterThan(one.getHeight() + 50);
    }

    @Test
    void theBundledSetShowsItsSplitsTheirSizesAndImages() {
        View view = Views.of(DeepHash.load("fashion-mnist-mini")).orElseThrow();
        assertThat(view.text()).contains("train", "4,000", "database", "query", "1,000", "32×32 grey");
        assertThat(view.html()).contains("data:image/png;base64,");
    }

    @Test
    void aHistoryWithoutAnEpochSaysSoInsteadOfDrawing() {
        History none = new History("CVAE", List.of());
        assertThat(Views.of(none).orElseThrow().text()).contains("no epoch has ended");
        assertThatThrownBy(none::chart)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No epoch");
    }

    @Test
    void numbersOfOneColumnShareTheirDecimalsUnlessCountsAndRatesAreMixed() {
        String same = Views.of(Table.create("t", DoubleColumn.create("x", 0.5, 0.25, 0.125)))
                .orElseThrow()
                .text();
        assertThat(same).contains("0.5000", "0.2500", "0.1250");
        String mixed = Views.of(Table.create("t", DoubleColumn.create("x", 635, 31.75, 2581)))
                .orElseThrow()
                .text();
        assertThat(mixed).contains("635\n", "31.75", "2,581");
        String cut = Views.of(Table.create(
                        "t", DoubleColumn.create("seconds", 3.5, 8), DoubleColumn.create("collisions %", 4.7, 0.05)))
                .orElseThrow()
                .text();
        assertThat(cut).contains("3.5  ", "8.0  ", "4.70\n", "0.05\n").doesNotContain("3.50", "4.700");
        String tiny = Views.of(Table.create("t", DoubleColumn.create("x", 0, 0, 1.8, 5.4e-15)))
                .orElseThrow()
                .text();
        assertThat(tiny).contains("1.8\n", "0.0\n").doesNotContain("e-15");
    }

    @Test
    void whatTheLibraryDoesNotKnowHasNoView() {
        assertThat(Views.of("text")).isEmpty();
        assertThat(Views.of(List.of())).isEmpty();
    }

    @Test
    void aChartWritesItsNumbersAlikeInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.US);
            String here = Charts.svg(thousands());
            Locale.setDefault(Locale.GERMANY);
            assertThat(Charts.svg(thousands())).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static XYChart thousands() {
        XYChart chart = Charts.xy("loss", "epoch", "nats");
        Charts.line(chart, "train", new double[] {1, 2}, new double[] {0.1, 12345});
        return chart;
    }

    @Test
    void aChartWithoutWordsForItsAxesIsRefused() {
        assertThat(Charts.xy("loss", "epoch", "nats").getYAxisTitle()).isEqualTo("nats");
        assertThatThrownBy(() -> Charts.xy("loss", "epoch", " ")).hasMessageContaining("both axes");
        assertThatThrownBy(() -> Charts.bars("", "class", "mAP")).hasMessageContaining("title");
    }
}
