package deephash.data.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.Drawings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GIF files made code by code; those of other writers are in {@link PictureFormatsTest}. */
class GifFileTest {

    private static final int CLEAR = 4;
    private static final int END = 5;

    /** 2 × 2 pixels in the colours black, white, red, green, with codes of three bits that never grow. */
    private static byte[] gif(int flags, int... codes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("GIF89a".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[] {2, 0, 2, 0, (byte) 0x81, 0, 0});
        out.writeBytes(new byte[] {0, 0, 0, -1, -1, -1, -1, 0, 0, 0, -1, 0});
        out.writeBytes(new byte[] {0x2C, 0, 0, 0, 0, 2, 0, 2, 0, (byte) flags, 2});
        byte[] data = new byte[(3 * codes.length + 7) / 8];
        for (int bit = 0; bit < 3 * codes.length; bit++) {
            data[bit / 8] |= (byte) ((codes[bit / 3] >> bit % 3 & 1) << bit % 8);
        }
        out.write(data.length);
        out.writeBytes(data);
        out.writeBytes(new byte[] {0, 0x3B});
        return out.toByteArray();
    }

    /** The four pixels as letters: b, w, r, g. */
    private static String colours(byte[] gif) throws IOException {
        byte[] samples = ImageDecoder.decode(gif, false).samples();
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            boolean red = samples[i] != 0;
            boolean green = samples[4 + i] != 0;
            letters.append(red && green ? 'w' : red ? 'r' : green ? 'g' : 'b');
        }
        return letters.toString();
    }

    @Test
    void oneClearCodeBeginsAPicture() throws IOException {
        assertThat(colours(gif(0, CLEAR, 2, 3, CLEAR, 1, 0, END))).isEqualTo("rgwb");
    }

    /** The JDK's reader takes the second of two clear codes for a pixel. */
    @Test
    void aClearCodeBehindAClearCodeIsNoPixel() throws IOException {
        assertThat(colours(gif(0, CLEAR, CLEAR, CLEAR, 2, CLEAR, CLEAR, 3, CLEAR, 1, 0, END)))
                .isEqualTo("rgwb");
    }

    @Test
    void aCodeThatIsAboutToBeMadeRepeatsTheFirstPixel() throws IOException {
        // 6 is the string that this very code makes: red, red
        assertThat(colours(gif(0, CLEAR, 2, 6, CLEAR, 3, END))).isEqualTo("rrrg");
    }

    @Test
    void rowsOfAnInterlacedPictureComeInTheirOrder() throws IOException {
        assertThat(colours(gif(0x40, CLEAR, 2, 3, CLEAR, 1, 0, END))).isEqualTo("rgwb");
        BufferedImage picture = Drawings.noise(19, 21, 4);
        assertThat(ImageDecoder.decode(jdkGif(picture, true), false).samples())
                .isEqualTo(ImageDecoder.decode(jdkGif(picture, false), false).samples());
    }

    private static byte[] jdkGif(BufferedImage picture, boolean interlaced) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            var param = writer.getDefaultWriteParam();
            param.setProgressiveMode(
                    interlaced
                            ? javax.imageio.ImageWriteParam.MODE_DEFAULT
                            : javax.imageio.ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new javax.imageio.IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A table of 4,096 strings that is full, and is cleared when the writer likes. */
    @Test
    void aLargePictureOfManyColoursIsWhatTheJdkReads() throws IOException {
        byte[] gif = jdkGif(Drawings.noise(200, 150, 8), true);
        Bitmap expected = Bitmap.of(ImageIO.read(new java.io.ByteArrayInputStream(gif)));
        assertThat(ImageDecoder.decode(gif, false)).usingRecursiveComparison().isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFileWithoutItsLastBytesIsReadIfThePictureIsWhole(int missing) throws IOException {
        byte[] gif = gif(0, CLEAR, 2, 3, CLEAR, 1, 0, END);
        assertThat(colours(Arrays.copyOf(gif, gif.length - missing))).isEqualTo("rgwb");
    }

    @Test
    void aPictureWithTooFewPixelsIsRefused() {
        assertThatThrownBy(() -> ImageDecoder.decode(gif(0, CLEAR, 2, 3, CLEAR, 1, END), false))
                .hasMessage("cut off: the picture ends after 3 of 4 pixels");
        byte[] gif = gif(0, CLEAR, 2, 3, CLEAR, 1, 0, END);
        assertThatThrownBy(() -> ImageDecoder.decode(Arrays.copyOf(gif, gif.length - 4), false))
                .hasMessage("cut off: the file ends before the picture does");
        assertThatThrownBy(() -> ImageDecoder.decode(Arrays.copyOf(gif, 20), false))
                .hasMessage("cut off: the file ends before its first picture");
    }

    @Test
    void aCodeWithoutAMeaningIsRefused() {
        assertThatThrownBy(() -> ImageDecoder.decode(gif(0, CLEAR, 2, 7, 1, 1, END), false))
                .hasMessage("damaged (a code of its pixels means nothing)");
    }
}
