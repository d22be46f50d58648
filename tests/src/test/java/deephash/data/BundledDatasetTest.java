package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.data.source.DatasetException;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BundledDatasetTest {

    private final RetrievalDataset mini = Datasets.load("fashion-mnist-mini");

    @Test
    void hasTheSizesItsCardStates() {
        assertThat(mini.train().size()).isEqualTo(4_000);
        assertThat(mini.database().size()).isEqualTo(1_000);
        assertThat(mini.query().size()).isEqualTo(1_000);
        assertThat(mini.pixels()).isEqualTo(Pixels.grey(32));
        assertThat(mini.toString())
                .isEqualTo("fashion-mnist-mini: 32×32 grey, 10 classes, train 4,000 · database 1,000 · query 1,000");
        assertThat(mini.notes()).isEmpty();
    }

    @Test
    void hasAsManyImagesOfEachClass() {
        assertThat(mini.train().classCounts()).hasSize(10).containsEntry("T-shirt/top", 400);
        assertThat(mini.train().classCounts().values()).containsOnly(400);
        assertThat(mini.database().classCounts().values()).containsOnly(100);
        assertThat(mini.query().classCounts().values()).containsOnly(100);
    }

    @Test
    void hasNoImageTwice() {
        Set<Long> prints = new HashSet<>();
        for (Split split : mini.splits()) {
            for (int i = 0; i < split.size(); i++) {
                assertThat(prints.add(split.images().fingerprint(i)))
                        .as(split.images().name(i))
                        .isTrue();
            }
        }
    }

    @Test
    void keepsEveryPixelInsideABlackBorderOfTwo() {
        Images images = mini.train().images();
        byte[] values = new byte[32 * 32];
        images.read(7, values, 0);
        BufferedImage original = images.original(7);
        assertThat(original.getWidth()).isEqualTo(28);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                boolean inside = x >= 2 && x < 30 && y >= 2 && y < 30;
                int expected = inside ? original.getRaster().getSample(x - 2, y - 2, 0) : 0;
                assertThat(values[y * 32 + x] & 255).as("(%d, %d)", x, y).isEqualTo(expected);
            }
        }
        assertThat(images.prepare(original)).isEqualTo(values);
    }

    @Test
    void givesTheOriginalPixelsAt28() {
        RetrievalDataset exact = Datasets.load("fashion-mnist-mini", loading().pixels(28));
        byte[] values = new byte[28 * 28];
        exact.query().images().read(3, values, 0);
        BufferedImage original = exact.query().images().original(3);
        byte[] stored = new byte[28 * 28];
        original.getRaster().getDataElements(0, 0, 28, 28, stored);
        assertThat(values).isEqualTo(stored);
    }

    @Test
    void isTheSameEachTimeAndDifferentWithOtherOptions() {
        assertThat(Datasets.load("fashion-mnist-mini").fingerprint()).isEqualTo(mini.fingerprint());
        assertThat(Datasets.load("fashion-mnist-mini", loading().pixels(28)).fingerprint())
                .isNotEqualTo(mini.fingerprint());
    }

    @Test
    void canBeLoadedInPartWithEveryClassInProportion() {
        RetrievalDataset small =
                Datasets.load("fashion-mnist-mini", loading().split(200, 50, 30).seed(7));
        assertThat(small.train().classCounts().values()).containsOnly(20);
        assertThat(small.database().classCounts().values()).containsOnly(5);
        assertThat(small.query().classCounts().values()).containsOnly(3);
        RetrievalDataset other =
                Datasets.load("fashion-mnist-mini", loading().split(200, 50, 30).seed(8));
        assertThat(other.fingerprint()).isNotEqualTo(small.fingerprint());
    }

    @Test
    void saysWhatIsWrongWhenMoreIsAskedThanThereIs() {
        assertThatThrownBy(() -> Datasets.load("fashion-mnist-mini", loading().split(20_000, 5_000, 5_000)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("5,000 were asked of its query part")
                .hasMessageContaining("which has 1,000");
    }

    @Test
    void anUnknownNameSuggestsTheNearest() {
        assertThatThrownBy(() -> Datasets.load("cifar-10"))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("No data set \"cifar-10\". Did you mean \"cifar10\"?")
                .hasMessageContaining("Known: cifar10");
        assertThatThrownBy(() -> Datasets.load("fashion-mnist-mni"))
                .hasMessageContaining("Did you mean \"fashion-mnist-mini\"");
    }
}
