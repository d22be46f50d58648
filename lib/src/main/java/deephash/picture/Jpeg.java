package deephash.picture;

import deephash.data.source.PictureFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** JPEG in memory, with the quality scale of the Independent JPEG Group and colour at half the resolution (4:2:0). */
public final class Jpeg {

    private Jpeg() {}

    /**
     * Encodes a picture.
     *
     * @param picture of any size
     * @param quality 1 to 100, as {@code cjpeg} and Pillow count it
     * @return the bytes of a JPEG file
     * @throws IllegalArgumentException if the quality is out of range
     */
    public static byte[] encode(Picture picture, int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("A JPEG quality is 1 (smallest file) to 100, not " + quality + ".");
        }
        // by name of its class, for a plug-in of another quality scale may be first
        ImageWriter writer = null;
        var writers = ImageIO.getImageWritersByFormatName("jpeg");
        while (writers.hasNext() && (writer == null || !isOfTheJdk(writer))) {
            writer = writers.next();
        }
        if (writer == null) {
            throw new IllegalStateException("This Java has no JPEG writer; the module java.desktop is missing.");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture.toImage(), null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing to memory does not fail
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static boolean isOfTheJdk(ImageWriter writer) {
        return writer.getClass().getName().startsWith("com.sun.imageio");
    }

    /**
     * What is left of a picture that is saved as JPEG.
     *
     * @param picture of any size
     * @param quality 1 to 100
     * @return the picture as decoded again
     */
    public static Picture saved(Picture picture, int quality) {
        try {
            return Picture.of(PictureFile.decode(encode(picture, quality)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
