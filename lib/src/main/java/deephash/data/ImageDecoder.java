package deephash.data;

import deephash.data.jpeg.BoundedStream;
import deephash.data.jpeg.JpegFile;
import deephash.data.jpeg.Samples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the bytes of one image file, whatever ImageIO and its plug-ins read: JPEG (also CMYK), PNG, WebP, BMP, GIF.
 * What the bytes are decides, not the file's ending. Pictures are turned as their Exif orientation says.
 */
final class ImageDecoder {

    /** More pixels than this are refused: a small file can claim a picture that fills the memory. */
    private static final long MOST_PIXELS = 200_000_000;

    private ImageDecoder() {}

    /**
     * Decodes an image; of several in one file the first.
     *
     * @throws IOException if it cannot be decoded whole, for any reason
     */
    static Bitmap decode(byte[] file, boolean grey) throws IOException {
        JpegFile jpeg = JpegFile.of(file);
        try {
            if (jpeg == null) {
                return read(file, grey);
            }
            check(jpeg.width(), jpeg.height());
            Samples samples = jpeg.decode(grey);
            Bitmap bitmap = samples == null
                    ? read(file, grey)
                    : new Bitmap(samples.channels(), samples.height(), samples.width(), samples.values());
            return (grey ? bitmap.grey() : bitmap).upright(jpeg.orientation());
        } catch (RuntimeException e) {
            // readers answer some damage with IndexOutOfBounds, NegativeArraySize and the like
            throw new IOException("damaged (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static Bitmap read(byte[] file, boolean grey) throws IOException {
        try (ImageInputStream stream = new BoundedStream(file)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new IOException("not an image of a known format (JPEG, PNG, WebP, BMP, GIF)");
            }
            ImageReader reader = readers.next();
            AtomicReference<@Nullable String> damage = new AtomicReference<>();
            reader.addIIOReadWarningListener((source, warning) -> {
                String found = JpegFile.damage(warning);
                if (found != null) {
                    damage.set(found);
                }
            });
            try {
                reader.setInput(stream, true, true);
                check(reader.getWidth(0), reader.getHeight(0));
                BufferedImage image = reader.read(0, reader.getDefaultReadParam());
                if (damage.get() != null) {
                    throw new IOException(damage.get());
                }
                Bitmap bitmap = Bitmap.of(image);
                return grey ? bitmap.grey() : bitmap;
            } finally {
                reader.dispose();
            }
        }
    }

    private static void check(int width, int height) throws IOException {
        if ((long) width * height > MOST_PIXELS) {
            throw new IOException(width + "×" + height + " pixels are more than can be decoded here");
        }
    }
}
