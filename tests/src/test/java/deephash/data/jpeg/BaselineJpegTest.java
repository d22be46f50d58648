package deephash.data.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.Shared;
import deephash.data.Drawings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick decoder against the JDK's, which is libjpeg. */
class BaselineJpegTest {

    @Test
    void picturesOfEverySizeAndQualityHaveTheValuesOfTheJdk() throws IOException {
        Random random = new Random(1);
        for (int round = 0; round < 400; round++) {
            int width = 1 + random.nextInt(50);
            int height = 1 + random.nextInt(50);
            BufferedImage image = round % 5 == 0
                    ? new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY)
                    : new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            image.createGraphics().drawImage(Drawings.noise(width, height, round), 0, 0, null);
            assertSame(Drawings.jpeg(image, random.nextInt(101) / 100f), width + "×" + height + ", round " + round);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.jpg", "full.jpg", "half.jpg", "restart.jpg", "grey.jpg", "turned6.jpg"})
    void soHaveFilesOfOtherPrograms(String name) throws IOException {
        try (InputStream in = BaselineJpegTest.class.getResourceAsStream("/pictures/" + name)) {
            assertSame(in.readAllBytes(), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cifar10-jpeg.tar.gz", "tiny-imagenet-100.tar.gz", "photos-1000.tar.gz"})
    void soHaveRealPhotos(String archive) throws IOException {
        Path file = Shared.require("datasets/" + archive);
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new java.util.zip.GZIPInputStream(Files.newInputStream(file)))) {
            int count = 0;
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isFile() && entry.getName().matches(".*[.](jpg|JPEG)") && ++count % 20 == 0) {
                    assertSame(in.readAllBytes(), entry.getName());
                }
            }
            assertThat(count).isGreaterThan(900);
        }
    }

    @Test
    void whatIsDamagedInTheScanGoesTheLongWay() throws IOException {
        byte[] whole = Drawings.jpeg(Drawings.noise(64, 64, 1), 0.8f);
        for (int length = 0; length < whole.length; length++) {
            assertThat(BaselineJpeg.decode(Arrays.copyOf(whole, length), length % 2 == 0, length % 4 < 2))
                    .as("%d of %d bytes", length, whole.length)
                    .isNull();
        }
    }

    @Test
    void damageNeverEndsInAnythingButAPictureOfTheRightSizeOrNone() throws IOException {
        byte[] whole = Drawings.jpeg(Drawings.noise(40, 24, 1), 0.8f);
        Random random = new Random(2);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] file = whole.clone();
            for (int k = 0; k <= random.nextInt(4); k++) {
                file[2 + random.nextInt(file.length - 2)] = (byte) random.nextInt(256);
            }
            Samples image = BaselineJpeg.decode(file, round % 2 == 0, round % 4 < 2);
            if (image != null) {
                assertThat(image.values()).hasSize(image.channels() * image.width() * image.height());
                read++;
            }
        }
        assertThat(read).isBetween(1_000, 19_000);
    }

    @Test
    void anEighthIsTheMeansOfBlocks() throws IOException {
        BufferedImage image = new BufferedImage(163, 121, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 121; y++) {
            for (int x = 0; x < 163; x++) {
                int red = 30 + x;
                int green = 40 + y;
                int blue = (int) (128 + 90 * Math.sin(x / 30.0) * Math.cos(y / 30.0));
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        for (boolean grey : new boolean[] {true, false}) {
            JpegFile jpeg = JpegFile.of(Drawings.jpeg(image, 0.9f));
            Samples whole = jpeg.decode(grey);
            Samples eighth = jpeg.decodeEighth(grey);
            assertThat(eighth.width()).isEqualTo(20);
            assertThat(eighth.height()).isEqualTo(15);
            assertThat(eighth.channels()).isEqualTo(grey ? 1 : 3);
            // chroma of half the size has one mean for 16×16 pixels
            assertThat(meanDifference(whole, eighth)).isLessThan(grey ? 0.5 : 3);
        }
    }

    private static double meanDifference(Samples whole, Samples eighth) {
        double sum = 0;
        int at = 0;
        for (int c = 0; c < eighth.channels(); c++) {
            for (int y = 0; y < eighth.height(); y++) {
                for (int x = 0; x < eighth.width(); x++) {
                    double mean = 0;
                    for (int k = 0; k < 64; k++) {
                        int row = c * whole.height() + 8 * y + k / 8;
                        mean += (whole.values()[row * whole.width() + 8 * x + k % 8] & 255) / 64.0;
                    }
                    sum += Math.abs(mean - (eighth.values()[at++] & 255));
                }
            }
        }
        return sum / at;
    }

    private static void assertSame(byte[] file, String what) throws IOException {
        JpegHeader header = JpegHeader.of(file);
        for (boolean grey : new boolean[] {true, false}) {
            Samples expected = JpegDecoder.decode(file, header, grey);
            Samples actual = BaselineJpeg.decode(file, grey, false);
            assertThat(actual).as(what).isNotNull();
            assertThat(actual.width()).isEqualTo(expected.width());
            assertThat(actual.height()).isEqualTo(expected.height());
            assertThat(actual.channels()).isEqualTo(expected.channels());
            assertThat(actual.values()).as(what + (grey ? ", grey" : "")).isEqualTo(expected.values());
        }
    }
}
