package deephash.data.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import deephash.data.Drawings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other programs read although something in them beside the picture is unusual or wrong. */
class UnusualFilesTest {

    private static final BufferedImage PICTURE = Drawings.noise(40, 30, 5);

    private static void assertSamePicture(byte[] unusual, byte[] usual) throws IOException {
        assertThat(ImageDecoder.decode(unusual, false).samples())
                .isEqualTo(ImageDecoder.decode(usual, false).samples());
        assertThat(ImageDecoder.decode(unusual, true).samples())
                .isEqualTo(ImageDecoder.decode(usual, true).samples());
    }

    private static byte[] jpeg(BufferedImage picture, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The file without the segments of one marker, and with others behind its start. */
    private static byte[] changed(byte[] jpeg, int without, byte[]... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (byte[] segment : more) {
            out.writeBytes(segment);
        }
        int at = 2;
        while ((jpeg[at + 1] & 255) != 0xDA) {
            int end = at + 2 + ((jpeg[at + 2] & 255) << 8 | (jpeg[at + 3] & 255));
            if ((jpeg[at + 1] & 255) != without) {
                out.write(jpeg, at, end - at);
            }
            at = end;
        }
        out.write(jpeg, at, jpeg.length - at);
        return out.toByteArray();
    }

    private static byte[] profile(int number, int of) {
        byte[] content = ("ICC_PROFILE\0" + (char) number + (char) of + "part of a profile")
                .getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(4 + content.length)
                .putShort((short) 0xFFE2)
                .putShort((short) (2 + content.length))
                .put(content)
                .array();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFrameOfMotionJpegHasTheUsualHuffmanTables(boolean grey) throws IOException {
        BufferedImage picture = PICTURE;
        if (grey) {
            picture = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
            picture.getRaster()
                    .setSamples(0, 0, 40, 30, 0, PICTURE.getRaster().getSamples(0, 0, 40, 30, 0, (int[]) null));
        }
        byte[] jpeg = jpeg(picture, false);
        byte[] frame = changed(jpeg, 0xC4);
        assertThat(frame).hasSizeLessThan(jpeg.length);
        assertSamePicture(frame, jpeg);
    }

    @ParameterizedTest
    @CsvSource({"2,2, 1,2", "1,3, 1,3", "1,1, 1,1", "1,2, 2,3", "0,1, 1,1", "1,2, 1,2"})
    void aColourProfileInWronglyNumberedPartsIsNotLookedAt(int first, int of, int second, int ofThese)
            throws IOException {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] jpeg = jpeg(PICTURE, progressive);
            assertSamePicture(changed(jpeg, 0, profile(first, of), profile(second, ofThese)), jpeg);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 16})
    void aBitmapOfOs2IsRead(int header) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(PICTURE, "bmp", out);
        byte[] windows = out.toByteArray();
        byte[] os2 = new byte[windows.length - 40 + header];
        System.arraycopy(windows, 0, os2, 0, 14 + Math.min(40, header));
        System.arraycopy(windows, 14 + 40, os2, 14 + header, windows.length - 14 - 40);
        ByteBuffer bytes = ByteBuffer.wrap(os2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(10, bytes.getInt(10) - 40 + header).putInt(14, header);
        assertSamePicture(os2, windows);
    }

    @Test
    void brokenTextsProfilesAndTimesOfAPngAreNotLookedAt() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(PICTURE, "png", out);
        byte[] png = out.toByteArray();
        for (String name :
                new String[] {"tEXt", "iCCP", "zTXt", "iTXt", "gAMA", "sRGB", "tIME", "pHYs", "eXIf", "cHRM"}) {
            for (byte[] content :
                    new byte[][] {{}, {0}, "x\0\0junk".getBytes(StandardCharsets.US_ASCII), new byte[40]}) {
                CRC32 crc = new CRC32();
                crc.update(name.getBytes(StandardCharsets.US_ASCII));
                crc.update(content);
                ByteBuffer broken = ByteBuffer.allocate(png.length + 12 + content.length)
                        .put(png, 0, 33)
                        .putInt(content.length)
                        .put(name.getBytes(StandardCharsets.US_ASCII))
                        .put(content)
                        // that of a text is wrong, too
                        .putInt((int) crc.getValue() + (name.equals("tEXt") ? 1 : 0))
                        .put(png, 33, png.length - 33);
                assertSamePicture(broken.array(), png);
            }
        }
        assertSamePicture(Arrays.copyOf(png, png.length + 9), png);
    }

    private static byte[] written(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(Drawings.noise(8, 8, 2), format, out);
        return out.toByteArray();
    }

    /** As some programs write it: the length of what stands before the pixels. */
    @ParameterizedTest
    @ValueSource(ints = {0, 54, 1000})
    void aBitmapThatNamesTooSmallALengthIsRead(int length) throws IOException {
        byte[] usual = written("bmp");
        // without a length of its pixels too, which is allowed
        byte[] unusual = usual.clone();
        ByteBuffer.wrap(unusual)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(2, length)
                .putInt(34, 0);
        assertSamePicture(unusual, usual);
    }

    @Test
    void aBitmapWhosePixelsWouldBeginInItsColoursIsRead() throws IOException {
        BufferedImage grey = new BufferedImage(9, 7, BufferedImage.TYPE_BYTE_INDEXED);
        grey.createGraphics().drawImage(PICTURE, 0, 0, 9, 7, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(grey, "bmp", out);
        byte[] unusual = out.toByteArray();
        ByteBuffer.wrap(unusual).order(ByteOrder.LITTLE_ENDIAN).putInt(10, 54);
        assertSamePicture(unusual, out.toByteArray());
    }

    private static byte[] chunk(String name, byte[] content) {
        byte[] chunk = ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name.getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .array();
        CRC32 crc = new CRC32();
        crc.update(chunk, 4, 4 + content.length);
        ByteBuffer.wrap(chunk).putInt(8 + content.length, (int) crc.getValue());
        return chunk;
    }

    /** The PNG file with more behind its header. */
    private static byte[] withChunk(byte[] png, byte[] chunk) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, 33);
        out.writeBytes(chunk);
        out.write(png, 33, png.length - 33);
        return out.toByteArray();
    }

    @Test
    void aSecondPaletteOfAPngIsNotLookedAt() throws IOException {
        BufferedImage picture = new BufferedImage(9, 7, BufferedImage.TYPE_BYTE_INDEXED);
        picture.createGraphics().drawImage(PICTURE, 0, 0, 9, 7, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        byte[] usual = out.toByteArray();
        int length = ByteBuffer.wrap(usual).getInt(33);
        assertSamePicture(withChunk(usual, Arrays.copyOfRange(usual, 33, 33 + 12 + length)), usual);
    }

    /** Before PNG had a chunk for Exif, ImageMagick wrote it as a text of digits. */
    @ParameterizedTest
    @CsvSource({"tEXt, exif", "zTXt, exif", "tEXt, APP1", "zTXt, APP1"})
    void anOrientationInImageMagicksTextTurnsAPng(String kind, String profile) throws IOException {
        byte[] png = written("png");
        // Exif, big-endian, one entry: orientation 3
        String digits = "4578696600004d4d002a00000008000101120003000000010003000000000000";
        byte[] text = ("\n" + profile + "\n      32\n" + digits.substring(0, 40) + "\n" + digits.substring(40) + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(("Raw profile type " + profile + "\0").getBytes(StandardCharsets.ISO_8859_1));
        if (kind.equals("zTXt")) {
            content.write(0);
            try (var deflater = new java.util.zip.DeflaterOutputStream(content)) {
                deflater.write(text);
            }
        } else {
            content.writeBytes(text);
        }
        Bitmap turned = ImageDecoder.decode(withChunk(png, chunk(kind, content.toByteArray())), false);
        assertThat(turned.samples())
                .isEqualTo(ImageDecoder.decode(png, false).upright(3).samples());
    }

    @Test
    void aDamagedFileIsRefusedInWords() throws IOException {
        byte[] comment = changed(jpeg(PICTURE, false), 0, new byte[] {-1, (byte) 0xFE, 0, 0});
        assertThatThrownBy(() -> ImageDecoder.decode(comment, false))
                .isInstanceOf(IOException.class)
                .extracting(Throwable::getMessage, STRING)
                .doesNotContain("Exception");
        byte[] png = written("png");
        png[26] = 1;
        byte[] header = chunk("IHDR", Arrays.copyOfRange(png, 16, 29));
        System.arraycopy(header, 0, png, 8, header.length);
        assertThatThrownBy(() -> ImageDecoder.decode(png, false))
                .hasMessage("damaged (its header names a compression, filter or interlace that PNG does not have)");
    }
}
