package deephash.view;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.DeepHash;
import deephash.code.HashCodes;
import deephash.data.Images;
import deephash.data.RetrievalDataset;
import deephash.hash.Hasher;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final RetrievalDataset FASHION = DeepHash.load("fashion-mnist-mini");

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
        assertThat(table.name()).contains("bands, 8 bits", "4,000 train", "1,000 database", "1,000 query");
        assertThat(table.columnNames()).contains("value", "random codes");
        assertThat(table.stringColumn("measure").asList())
                .contains("mAP", "1-NN precision, macro", "1-NN recall, macro", "1-NN F1, macro");
        assertThat(table.doubleColumn("random codes").countMissing()).isZero();
    }

    @Test
    void everyChartHasATitleAndNamedAxes() {
        Evaluation bands = DeepHash.evaluate(bands(), FASHION);
        for (var chart :
                java.util.List.of(bands.precisionRecall(), bands.lookup(), bands.perClassChart(), bands.bitBalance())) {
            assertThat(chart.getTitle()).isNotBlank();
            assertThat(chart.getXAxisTitle()).isNotBlank();
            assertThat(chart.getYAxisTitle()).isNotBlank();
            assertThat(View.of(chart).orElseThrow().image()).isNotNull();
        }
    }

    @Test
    void everyQueryIsInOneCellOfTheConfusionMatrix() {
        var confusion = DeepHash.evaluate(bands(), FASHION).confusion();
        double sum = 0;
        for (int c = 1; c < confusion.columnCount(); c++) {
            sum += confusion.intColumn(c).sum();
        }
        assertThat(sum).isEqualTo(1000);
    }

    @Test
    void severalHashersStandInOneTableWithRandomCodesLast() {
        Comparison both = DeepHash.compare(FASHION, bands(), hasher("constant", value -> 0));
        assertThat(both.table().stringColumn("hasher").asList()).containsExactly("bands", "constant", "random codes");
        assertThat(both.table().doubleColumn("mAP").get(0))
                .isGreaterThan(both.table().doubleColumn("mAP").get(1));
    }

    @Test
    void aTableGoesToMarkdownAndToCsvInFullPrecision() {
        Evaluation bands = DeepHash.evaluate(bands(), FASHION);
        assertThat(Export.markdown(bands.table()).lines().skip(1).findFirst())
                .hasValue("| --- | --- | --- | --- | --- |");
        assertThat(Export.csv(bands.table())).contains(String.valueOf(bands.map()));
    }
}
