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
            assertThat(BaselineJpeg.decode(Arrays.copyOf(whole, length), length % 2 == 0))
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
            Samples image = BaselineJpeg.decode(file, round % 2 == 0);
            if (image != null) {
                assertThat(image.values()).hasSize(image.channels() * image.width() * image.height());
                read++;
            }
        }
        assertThat(read).isBetween(1_000, 19_000);
    }

    private static void assertSame(byte[] file, String what) throws IOException {
        JpegHeader header = JpegHeader.of(file);
        for (boolean grey : new boolean[] {true, false}) {
            Samples expected = JpegDecoder.decode(file, header, grey);
            Samples actual = BaselineJpeg.decode(file, grey);
            assertThat(actual).as(what).isNotNull();
            assertThat(actual.width()).isEqualTo(expected.width());
            assertThat(actual.height()).isEqualTo(expected.height());
            assertThat(actual.channels()).isEqualTo(expected.channels());
            assertThat(actual.values()).as(what + (grey ? ", grey" : "")).isEqualTo(expected.values());
        }
    }
}
