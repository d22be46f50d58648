package deephash.data;

import static deephash.data.LoadOptions.loading;
import static org.assertj.core.api.Assertions.assertThat;

import deephash.Shared;
import deephash.data.pixel.Pixels;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Real sets, loaded whole from their archives; unpacked once below the build folder. */
class SharedSetsTest {

    @Test
    void cifar10AsJpegFolders() {
        RetrievalDataset cifar =
                Datasets.load(Shared.require("datasets/cifar10-jpeg.tar.gz").toString());
        assertThat(cifar.toString()).endsWith("32×32 grey, 10 classes, train 50,000 · database 5,000 · query 5,000");
        assertThat(cifar.classes()).contains("airplane", "frog").hasSize(10);
        assertThat(cifar.train().classCounts().values()).containsOnly(5_000);
        assertThat(cifar.database().classCounts().values()).containsOnly(500);
        assertThat(cifar.query().classCounts().values()).containsOnly(500);
        for (int i = 0; i < 100; i++) {
            assertThat(cifar.query().images().name(i))
                    .startsWith("test/" + cifar.query().labels().text(i) + "/");
        }
    }

    @Test
    void cifar10InThePaperSizesByUniformSampling() {
        RetrievalDataset cifar = Datasets.load(
                Shared.require("datasets/cifar10-jpeg.tar.gz").toString(),
                loading().split(20_000, 5_000, 5_000).uniform().seed(7));
        assertThat(cifar.train().size()).isEqualTo(20_000);
        Set<Long> train = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            train.add(cifar.train().images().fingerprint(i));
        }
        for (Split split : new Split[] {cifar.database(), cifar.query()}) {
            assertThat(split.size()).isEqualTo(5_000);
            for (int i = 0; i < 5_000; i++) {
                assertThat(train).doesNotContain(split.images().fingerprint(i));
            }
        }
        assertThat(cifar.protocol().splits()).startsWith("uniform random sampling from all parts of the set, seed 7");
    }

    @Test
    void tinyImageNet() {
        RetrievalDataset tiny = Datasets.load(
                Shared.require("datasets/tiny-imagenet-100.tar.gz").toString());
        assertThat(tiny.pixels()).isEqualTo(Pixels.grey(64));
        assertThat(tiny.train().size()).isEqualTo(10_000);
        assertThat(tiny.database().size() + tiny.query().size()).isEqualTo(3_000);
        assertThat(tiny.classes()).hasSize(100).contains("goldfish", "bullfrog");
        assertThat(tiny.train().classCounts().values()).containsOnly(100);
    }

    @Test
    void nusWideWithSeveralLabelsAnImage() {
        RetrievalDataset nus = Datasets.load(
                Shared.require("datasets/nuswide-layout-256.tar.gz").toString(),
                loading().mostFrequent(80));
        assertThat(nus.train().size()).isEqualTo(128);
        assertThat(nus.database().size() + nus.query().size()).isEqualTo(128);
        assertThat(nus.classes()).hasSize(80).startsWith("person", "bicycle", "car");
        assertThat(nus.train().labels().isSingle()).isFalse();
        int labels =
                nus.train().classCounts().values().stream().mapToInt(n -> n).sum();
        assertThat(labels).isGreaterThan(128);
    }

    @Test
    void unlabelledPhotosWithTheirOriginals() {
        RetrievalDataset photos =
                Datasets.load(Shared.require("datasets/photos-1000.tar.gz").toString());
        assertThat(photos.train().size()
                        + photos.database().size()
                        + photos.query().size())
                .isEqualTo(1_000);
        assertThat(photos.classes()).isEmpty();
        assertThat(photos.pixels()).isEqualTo(Pixels.grey(64));
        BufferedImage original = photos.query().images().original(0);
        assertThat(Math.min(original.getWidth(), original.getHeight())).isEqualTo(160);
        byte[] values = new byte[64 * 64];
        photos.query().images().read(0, values, 0);
        byte[] prepared = photos.query().images().prepare(original);
        for (int i = 0; i < values.length; i++) {
            assertThat(Math.abs((prepared[i] & 255) - (values[i] & 255))).isLessThanOrEqualTo(2);
        }
    }
}
