package deephash.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every kind of picture file against another decoder: what Pillow read is in {@code FILE.rgb}, written by
 * {@code resources/pictures/make.py}.
 */
class PictureFormatsTest {

    /**
     * The second number is by how much a value may differ: not at all where nothing was lost in writing, a little where
     * sums are rounded, more for lossy WebP, whose half-size chroma Pillow smooths and the reader here does not.
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
        "alpha.webp, 1",
        "lossy.webp, 8",
        "rgb.jpg, 2",
        "full.jpg, 2",
        "half.jpg, 2",
        "restart.jpg, 2",
        "progressive.jpg, 2",
        "grey.jpg, 1",
        "cmyk.jpg, 3",
        "turned1.jpg, 2",
        "turned2.jpg, 2",
        "turned3.jpg, 2",
        "turned4.jpg, 2",
        "turned5.jpg, 2",
        "turned6.jpg, 2",
        "turned7.jpg, 2",
        "turned8.jpg, 2",
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

    private static byte[] file(String name) throws IOException {
        try (InputStream in = PictureFormatsTest.class.getResourceAsStream("/pictures/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }
}
