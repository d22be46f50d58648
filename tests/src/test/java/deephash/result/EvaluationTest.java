package deephash.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.DeepHash;
import deephash.baseline.Lsh;
import deephash.baseline.PixelValues;
import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.hash.Hasher;
import deephash.metric.AtRadius;
import deephash.view.Export;
import deephash.view.Tables;
import deephash.view.Views;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final RetrievalDataset FASHION = DeepHash.load("fashion-mnist-mini");

    private static final Pixels TINY = Pixels.grey(8);

    /** Two images a split, of the two classes named. */
    private static RetrievalDataset twoClasses(String a, String b) {
        return new RetrievalDataset(
                "two", split("train", a, b, 0, 1), split("database", a, b, 0, 1), split("query", a, b, 0, 1));
    }

    private static Split split(String name, String a, String b, int... classes) {
        byte[] pixels = new byte[classes.length * TINY.count()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (name.hashCode() + i * i);
        }
        return new Split(name, Images.of(TINY, pixels), Labels.single(List.of(a, b), classes));
    }

    /** Eight bits: how many of eight bands of the image are brighter than half of the brightest. */
    private static Hasher bands() {
        return hasher("bands", value -> value);
    }

    private static Hasher hasher(String name, IntUnaryOperator of) {
        return new Hasher() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int bits() {
                return 8;
            }

            @Override
            public HashCodes hash(Images images) {
                long[] words = new long[images.size()];
                byte[] pixels = new byte[images.pixels().count()];
                int band = pixels.length / 8;
                for (int i = 0; i < words.length; i++) {
                    images.read(i, pixels, 0);
                    for (int b = 0; b < 8; b++) {
                        int sum = 0;
                        for (int p = b * band; p < (b + 1) * band; p++) {
                            sum += pixels[p] & 255;
                        }
                        words[i] |= sum > band * 80 ? 1L << b : 0;
                    }
                    words[i] = of.applyAsInt((int) words[i]);
                }
                return HashCodes.of(8, words);
            }
        };
    }

    @Test
    void codesThatSaySomethingAreAboveTheRandomFloor() {
        Evaluation bands = DeepHash.evaluate(bands(), FASHION);
        assertThat(bands.map()).isGreaterThan(bands.floor().map().tieAware() + 0.05);
        assertThat(bands.floor().map().tieAware()).isBetween(0.09, 0.12);
    }

    @Test
    void aConstantCodeIsAtTheFloorAndCollidesAlways() {
        Evaluation constant = DeepHash.evaluate(hasher("constant", value -> 0), FASHION);
        assertThat(constant.map()).isBetween(0.09, 0.11);
        assertThat(constant.collisionCounts().orElseThrow().distinct()).isEqualTo(1);
        assertThat(constant.collisionCounts().orElseThrow().images()).isEqualTo(2000);
    }

    @Test
    void theTableNamesItsProtocolAndHasRandomCodesBesideEveryMeasure() {
        var table = DeepHash.evaluate(bands(), FASHION).table();
        assertThat(table.title()).contains("bands, 8 bits", "4,000 train", "1,000 database", "1,000 query");
        assertThat(table.columnNames()).contains("value", "random codes");
        assertThat(table.words("measure"))
                .contains("mAP", "1-NN precision, macro", "1-NN recall, macro", "1-NN F1, macro");
        assertThat(table.reals("random codes")).doesNotContain(Double.NaN);
    }

    @Test
    void everyChartSaysWhatItMeasuresOfWhichHasherOnWhichData() {
        Evaluation bands = DeepHash.evaluate(bands(), FASHION);
        says(
                bands.precisionRecall(),
                "Precision and recall by rank, fashion-mnist-mini",
                "recall",
                "precision",
                "bands, 8 bits",
                "random codes");
        says(
                bands.precisionRecallByRadius(),
                "Precision and recall by radius, fashion-mnist-mini",
                "recall",
                "precision (empty = 0)",
                "bands, 8 bits");
        says(
                bands.lookup(),
                "Hash lookup, bands, 8 bits, fashion-mnist-mini",
                "Hamming radius (bits)",
                "share",
                "precision (empty = 0)",
                "recall",
                "empty balls");
        says(
                bands.perClassChart(),
                "mAP by class, bands, 8 bits, fashion-mnist-mini",
                "class",
                "mAP (tie-aware)",
                "bands, 8 bits",
                "random codes");
        assertThat(bands.bitBalance().title()).contains("bands, 8 bits, fashion-mnist-mini");
    }

    private static void says(Plot chart, String title, String x, String y, String... series) {
        assertThat(chart.title()).isEqualTo(title);
        assertThat(chart.x().title()).isEqualTo(x);
        assertThat(chart.y().title()).isEqualTo(y);
        assertThat(
                        chart instanceof LinePlot lines
                                ? lines.lines().stream().map(Line::name).toList()
                                : ((BarPlot) chart)
                                        .bars().stream().map(BarPlot.Bars::name).toList())
                .containsExactly(series);
        assertThat(Views.of(chart).orElseThrow().image()).isNotNull();
    }

    @Test
    void precisionAndRecallByRadiusAreThoseOfTheLookups() {
        Evaluation bands = DeepHash.evaluate(bands(), FASHION);
        var curve = bands.precisionRecallByRadius().line("bands, 8 bits");
        AtRadius two = bands.ranking().within(2).orElseThrow();
        assertThat(curve.x()).hasSize(9).contains(two.recall()).endsWith(1.0);
        assertThat(curve.y()).contains(two.precisionEmptyAsZero());
        assertThatThrownBy(() -> DeepHash.evaluate(new PixelValues(), FASHION).precisionRecallByRadius())
                .hasMessageContaining("no radius");
    }

    @Test
    void aClassThatNoQueryHasIsLeftOutOfTheBarsAndTheTitleSaysSo() {
        RetrievalDataset cats = new RetrievalDataset(
                "cats",
                split("train", "cat", "dog", 0, 1),
                split("database", "cat", "dog", 0, 1),
                split("query", "cat", "dog", 0, 0));
        BarPlot chart = DeepHash.evaluate(bands(), cats).perClassChart();
        assertThat(chart.title()).endsWith("; 1 class without mAP left out");
        assertThat(chart.categories()).containsExactly("cat");
        assertThat(chart.bars())
                .hasSize(2)
                .allSatisfy(bars -> assertThat(bars.values()).hasSize(1));
        RetrievalDataset nothing = new RetrievalDataset(
                "nothing",
                split("train", "cat", "dog", 0, 1),
                split("database", "cat", "dog", 1, 1),
                split("query", "cat", "dog", 0, 0));
        assertThatThrownBy(() -> DeepHash.evaluate(bands(), nothing).perClassChart())
                .hasMessageContaining("No query of \"nothing\"");
    }

    @Test
    void aClassMayBeCalledAsTheFirstColumnOfTheConfusionMatrixOrAsAnotherButForCapitals() {
        assertThat(DeepHash.evaluate(bands(), twoClasses("class", "A"))
                        .confusion()
                        .columnNames())
                .containsExactly("class", "class (2)", "A");
        assertThat(DeepHash.evaluate(bands(), twoClasses("A", "a")).confusion().columnNames())
                .containsExactly("class", "A", "a (2)");
    }

    @Test
    void hashersOfOneNameAreToldApartByANumber() {
        Comparison both = DeepHash.compare(FASHION, bands(), hasher("bands", value -> 0), new PixelValues());
        assertThat(both.table().words("hasher")).containsExactly("bands", "bands (2)", "pixels", "random codes");
        assertThat(both.precisionRecall().lines())
                .extracting(Line::name)
                .containsExactly("bands, 8 bits", "bands (2), 8 bits", "pixels, real-valued", "random codes");
    }

    @Test
    void oneHasherAtSeveralLengthsKeepsItsName() {
        Comparison grown = DeepHash.compare(
                FASHION,
                Lsh.fit(FASHION.train().images(), 8, 1),
                Lsh.fit(FASHION.train().images(), 16, 1),
                Lsh.fit(FASHION.train().images(), 16, 2));
        assertThat(grown.table().words("hasher")).containsExactly("LSH", "LSH", "LSH (2)", "random codes");
    }

    @Test
    void everyQueryIsInOneCellOfTheConfusionMatrix() {
        var confusion = Tables.tablesaw(DeepHash.evaluate(bands(), FASHION).confusion());
        double sum = 0;
        for (int c = 1; c < confusion.columnCount(); c++) {
            sum += confusion.intColumn(c).sum();
        }
        assertThat(sum).isEqualTo(1000);
    }

    @Test
    void severalHashersStandInOneTableWithRandomCodesLast() {
        Comparison both = DeepHash.compare(FASHION, bands(), hasher("constant", value -> 0));
        assertThat(both.table().words("hasher")).containsExactly("bands", "constant", "random codes");
        double[] map = both.table().reals("mAP");
        assertThat(map[0]).isGreaterThan(map[1]);
    }

    @Test
    void aTableGoesToMarkdownAndToCsvInFullPrecision() {
        Evaluation bands = DeepHash.evaluate(bands(), FASHION);
        assertThat(bands.markdown().lines().skip(1).findFirst()).hasValue("| --- | --- | --- | --- | --- |");
        assertThat(bands.csv()).contains(String.valueOf(bands.map()));
        // as Tablesaw writes them
        assertThat(bands.markdown()).isEqualTo(Export.markdown(Tables.tablesaw(bands.table())));
        assertThat(bands.csv()).contains("\"most probably the paper's \"\"mAP\"\"\"");
    }
}
