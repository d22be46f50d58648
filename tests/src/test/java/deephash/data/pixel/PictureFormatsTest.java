package deephash.data.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.Datasets;
import deephash.data.Drawings;
import deephash.data.LoadOptions;
import deephash.data.RetrievalDataset;
import deephash.data.Split;
import deephash.data.image.Images;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of picture file against another decoder: what Pillow read is in {@code FILE.rgb}, written by
 * {@code resources/pictures/make.py}.
 */
class PictureFormatsTest {

    @TempDir
    Path folder;

    /**
     * The second number is by how much a value may differ: not at all where nothing was lost in writing, by 1 where
     * sums are rounded.
     */
    @ParameterizedTest
    @CsvSource({
        "rgb.png, 0",
        "grey.png, 0",
        "grey16.png, 0",
        "rgb16.png, 1",
        "bits.png, 0",
        "palette.png, 0",
        "palettealpha.png, 0",
        "alpha.png, 1",
        "greyalpha.png, 1",
        "rgb.bmp, 0",
        "grey.bmp, 0",
        "palette.bmp, 0",
        "palette.gif, 0",
        "alpha.gif, 0",
        "moving.gif, 0",
        "rgb.webp, 0",
        "alpha.webp, 0",
        "lossy.webp, 0",
        "rgb.jpg, 0",
        "full.jpg, 0",
        "half.jpg, 0",
        "restart.jpg, 0",
        "progressive.jpg, 0",
        "grey.jpg, 0",
        "cmyk.jpg, 0",
        "turned1.jpg, 0",
        "turned2.jpg, 0",
        "turned3.jpg, 0",
        "turned4.jpg, 0",
        "turned5.jpg, 0",
        "turned6.jpg, 0",
        "turned7.jpg, 0",
        "turned8.jpg, 0",
        "turned6.webp, 0",
        "turned6.png, 0",
        "turned6xmp.png, 0",
        "small.gif, 0",
        "chroma.webp, 0",
        "palette.webp, 0",
        "moving.webp, 0",
        "profile.webp, 0",
        "profile.jpg, 0",
        "profile.png, 0",
        "plaincmyk.jpg, 0",
        "brokentext.png, 0",
    })
    void isReadAsPillowReadsIt(String name, int tolerance) throws IOException {
        ByteBuffer expected = ByteBuffer.wrap(file(name + ".rgb"));
        int width = expected.getInt();
        int height = expected.getInt();
        Bitmap colour = ImageDecoder.decode(file(name), false).colour();
        Bitmap grey = ImageDecoder.decode(file(name), true);
        assertThat(colour.width()).isEqualTo(width);
        assertThat(colour.height()).isEqualTo(height);
        assertThat(grey.channels()).isEqualTo(1);
        int plane = width * height;
        for (int i = 0; i < plane; i++) {
            int[] rgb = {expected.get() & 255, expected.get() & 255, expected.get() & 255};
            for (int c = 0; c < 3; c++) {
                assertThat(colour.samples()[c * plane + i] & 255)
                        .as("channel %d of pixel (%d, %d)", c, i % width, i / width)
                        .isBetween(rgb[c] - tolerance, rgb[c] + tolerance);
            }
            int luma = Bitmap.luma(rgb[0], rgb[1], rgb[2]) & 255;
            assertThat(grey.samples()[i] & 255)
                    .as("grey of pixel (%d, %d)", i % width, i / width)
                    .isBetween(luma - tolerance - 1, luma + tolerance + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rgb.webp", "lossy.webp", "alpha.webp", "chroma.webp", "rgb.png", "palette.png", "turned6.png"})
    void aFileWithoutItsLastBytesIsRefusedAsCutOff(String name) throws IOException {
        byte[] whole = file(name);
        for (int missing = 1; missing < whole.length - 40; missing += 1 + missing / 8) {
            byte[] cut = Arrays.copyOf(whole, whole.length - missing);
            assertThatThrownBy(() -> ImageDecoder.decode(cut, false))
                    .as("without the last %d bytes", missing)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut off");
        }
    }

    @Test
    void aProgressiveFileCutBetweenTwoScansIsRefused() throws IOException {
        byte[] whole = file("progressive.jpg");
        int scans = 0;
        for (int at = 2; at + 1 < whole.length; at++) {
            if ((whole[at] & 255) == 0xFF && (whole[at + 1] & 255) == 0xC4 && scans++ > 0) {
                byte[] cut = Arrays.copyOf(whole, at);
                assertThatThrownBy(() -> ImageDecoder.decode(cut, false))
                        .as("cut at byte %d", at)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("cut off");
            }
        }
        assertThat(scans).isGreaterThan(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.png", "palette.png", "grey16.png"})
    void aChangedByteOfAPngsPictureIsNoticed(String name) throws IOException {
        byte[] whole = file(name);
        for (int at = 8; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            assertThatThrownBy(() -> ImageDecoder.decode(damaged, false))
                    .as("byte %d", at)
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.jpg", "half.jpg", "rgb.png", "lossy.webp", "cmyk.jpg", "turned6.webp", "grey16.png"})
    void aFilePreparedByItselfHasThePixelsItHasInASet(String name) throws IOException {
        for (int i = 0; i < 4; i++) {
            Files.write(folder.resolve(i + name), file(name));
            // sets leave out images of equal pixels
            Drawings.write(folder.resolve("other" + i + ".png"), Drawings.noise(30, 30, i));
        }
        for (LoadOptions options : List.of(
                LoadOptions.loading().pixels(16),
                LoadOptions.loading().pixels(16).colour())) {
            RetrievalDataset data = Datasets.load(folder.toString(), options);
            for (Split split : List.of(data.train(), data.database(), data.query())) {
                for (int i = 0; i < split.size(); i++) {
                    Path file = folder.resolve(split.images().name(i));
                    assertThat(split.images().prepare(file).fingerprint(0))
                            .as("%s %s", file, options)
                            .isEqualTo(split.images().fingerprint(i));
                }
            }
        }
    }

    @Test
    void aGreyPictureShowsTheValuesThatAreStored() {
        byte[] values = {0, 1, 100, (byte) 128, (byte) 200, (byte) 255};
        var picture = Images.of(new Pixels(1, 2, 3), values).picture(0);
        for (int i = 0; i < values.length; i++) {
            int value = values[i] & 255;
            assertThat(picture.getRGB(i % 3, i / 3) & 0xFFFFFF).isEqualTo(value << 16 | value << 8 | value);
        }
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in = PictureFormatsTest.class.getResourceAsStream("/pictures/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }
}
