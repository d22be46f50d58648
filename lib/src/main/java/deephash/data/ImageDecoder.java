package deephash.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes the bytes of one image file: whatever ImageIO and its plug-ins read (JPEG, PNG, WebP, BMP, GIF). */
final class ImageDecoder {

    /** More pixels than this are refused: a small file can claim a picture that fills the memory. */
    private static final long MOST_PIXELS = 200_000_000;

    private ImageDecoder() {}

    /**
     * Decodes an image; of several in one file the first.
     *
     * @throws IOException if it cannot be decoded, for any reason
     */
    static Bitmap decode(byte[] file, boolean grey) throws IOException {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new IOException("not an image of a known format (JPEG, PNG, WebP, BMP, GIF)");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MOST_PIXELS) {
                    throw new IOException(reader.getWidth(0) + "×" + reader.getHeight(0) + " pixels are too many");
                }
                ImageReadParam plain = reader.getDefaultReadParam();
                BufferedImage image = reader.read(0, plain);
                Bitmap bitmap = Bitmap.of(image);
                return grey ? bitmap.grey() : bitmap;
            } finally {
                reader.dispose();
            }
        } catch (RuntimeException e) {
            // readers answer some damage with IndexOutOfBounds, NegativeArraySize and the like
            throw new IOException("damaged (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
