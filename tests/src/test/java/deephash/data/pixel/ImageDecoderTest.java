package deephash.data.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.Datasets;
import deephash.data.Drawings;
import deephash.data.image.Images;
import deephash.data.source.DatasetException;
import deephash.data.source.PictureFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

    @TempDir
    Path folder;

    /** 16×8, left half (200, 30, 30), right half (20, 40, 220), written by Pillow as lossless WebP. */
    private static final String WEBP = "UklGRigAAABXRUJQVlA4TBwAAAAvD8ABAA9wFPtT0F6Ie/6DB2LBZP7SnSlE9D9y";

    /** The same picture in CMYK, written by Pillow as JPEG of quality 90. */
    private static final String CMYK =
            "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCx"
                    + "AWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgME"
                    + "BQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJCh"
                    + "YXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqi"
                    + "o6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASw"
                    + "AAPwD7Ar8+q/Pqv1Tr8H62q/fqiv/Z";

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
    void commonFormats(String format) throws IOException {
        assertLeftRedRightBlue(ImageDecoder.decode(encode(leftRedRightBlue(), format), false));
    }

    @Test
    void webP() throws IOException {
        assertLeftRedRightBlue(ImageDecoder.decode(Base64.getDecoder().decode(WEBP), false));
    }

    @Test
    void cmykJpeg() throws IOException {
        assertLeftRedRightBlue(ImageDecoder.decode(Base64.getDecoder().decode(CMYK), false));
    }

    @Test
    void greyJpegKeepsItsValues() throws IOException {
        BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            grey.getRaster().setSample(i % 16, i / 16, 0, 100);
        }
        Bitmap decoded = ImageDecoder.decode(encode(grey, "jpg"), false);
        assertThat(decoded.channels()).isEqualTo(1);
        assertThat(decoded.samples()).containsOnly(100);
    }

    @Test
    void theGreyOfAJpegIsTheLumaOfItsColours() throws IOException {
        byte[] file = encode(leftRedRightBlue(), "jpg");
        byte[] direct = ImageDecoder.decode(file, true).samples();
        byte[] converted = ImageDecoder.decode(file, false).grey().samples();
        for (int i = 0; i < direct.length; i++) {
            assertThat(Math.abs((direct[i] & 255) - (converted[i] & 255))).isLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,16,8,R,R",
        "2,16,8,B,B",
        "3,16,8,B,B",
        "4,16,8,R,R",
        "5,8,16,R,B",
        "6,8,16,R,B",
        "7,8,16,B,R",
        "8,8,16,B,R"
    })
    void exifOrientationIsObeyed(int orientation, int width, int height, char topLeft, char bottomLeft)
            throws IOException {
        Bitmap turned = ImageDecoder.decode(withOrientation(encode(leftRedRightBlue(), "jpg"), orientation), false);
        assertThat(turned.width()).isEqualTo(width);
        assertThat(turned.height()).isEqualTo(height);
        assertThat(colour(turned, 0, 0)).isEqualTo(topLeft);
        assertThat(colour(turned, 0, height - 1)).isEqualTo(bottomLeft);
    }

    @Test
    void transparentPixelsLieOverWhite() throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xFF0000FF);
        Bitmap decoded = ImageDecoder.decode(encode(image, "png"), false);
        assertThat(decoded.samples()[5] & 255).isEqualTo(255);
        assertThat(colour(decoded, 0, 0)).isEqualTo('B');
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
    void aCutOffFileIsNeverHalfAPicture(String format) throws IOException {
        byte[] file = encode(Drawings.noise(64, 64, 3), format);
        // the last bytes of some formats are only an end mark
        for (int length = 0; length < file.length * 9 / 10; length += 1 + length / 20) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> ImageDecoder.decode(cut, true))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void damageByTheThousandEndsInAnImageOrAnIOException() throws IOException {
        Random random = new Random(5);
        byte[][] files = {
            encode(Drawings.noise(24, 24, 1), "png"),
            encode(Drawings.noise(24, 24, 1), "jpg"),
            encode(Drawings.noise(24, 24, 1), "bmp"),
            encode(Drawings.noise(24, 24, 1), "gif"),
            Base64.getDecoder().decode(WEBP),
            Base64.getDecoder().decode(CMYK)
        };
        int broken = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] file = files[round % files.length].clone();
            for (int k = 0; k <= random.nextInt(6); k++) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
                file = Arrays.copyOf(file, random.nextInt(file.length));
            }
            try {
                Bitmap image = ImageDecoder.decode(file, random.nextBoolean());
                assertThat(image.samples()).hasSize(image.channels() * image.width() * image.height());
            } catch (IOException e) {
                broken++;
            }
        }
        assertThat(broken).isBetween(300, 2_900);
    }

    private static BufferedImage leftRedRightBlue() {
        BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 128; i++) {
            image.setRGB(i % 16, i / 16, i % 16 < 8 ? 0xC81E1E : 0x1428DC);
        }
        return image;
    }

    @Test
    void singleFilesArePreparedAsADataSetsImagesAndABrokenOneIsNamed() throws IOException {
        Images alike = Datasets.load("fashion-mnist-mini").query().images();
        Path file = folder.resolve("mine.png");
        ImageIO.write(alike.original(3), "png", file.toFile());
        Images mine = alike.prepare(file);
        assertThat(mine.size()).isEqualTo(1);
        assertThat(mine.original(0).getWidth()).isEqualTo(28);
        assertThat(mine.fingerprint(0)).as("with a border, as the set's own").isEqualTo(alike.fingerprint(3));
        Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");
        assertThatThrownBy(() -> alike.prepare(file, broken))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("broken.jpg\" cannot be read: not an image of a known format");
        assertThatThrownBy(() -> alike.prepare(folder.resolve("nowhere.jpg")))
                .hasMessageContaining("nowhere.jpg\" cannot be read: the file is missing");
        assertThatThrownBy(() -> Images.of(Pixels.grey(16), Arrays.asList(ImageIO.read(broken.toFile()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Picture 0 is null");
    }

    private static void assertLeftRedRightBlue(Bitmap image) {
        assertThat(image.width()).isEqualTo(16);
        assertThat(image.height()).isEqualTo(8);
        for (int y = 0; y < 8; y++) {
            assertThat(colour(image, 2, y)).isEqualTo('R');
            assertThat(colour(image, 13, y)).isEqualTo('B');
        }
    }

    private static char colour(Bitmap image, int x, int y) {
        int plane = image.width() * image.height();
        int red = image.samples()[y * image.width() + x] & 255;
        int blue = image.samples()[2 * plane + y * image.width() + x] & 255;
        return red > 150 && blue < 100 ? 'R' : red < 100 && blue > 150 ? 'B' : '?';
    }

    /** Puts an Exif segment with nothing but the orientation behind the start of a JPEG file. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    @Test
    void aPictureThatCannotBeReadIsNamedAndTheReasonIsThereWithoutTheName() throws IOException {
        Path file = Files.writeString(folder.resolve("letter.jpg"), "dear");
        assertThatThrownBy(() -> PictureFile.read(file)).isInstanceOfSatisfying(IOException.class, e -> {
            assertThat(e).hasMessageContaining("\"" + file + "\" cannot be read: not an image");
            assertThat(PictureFile.reason(e)).startsWith("not an image");
        });
    }
}
