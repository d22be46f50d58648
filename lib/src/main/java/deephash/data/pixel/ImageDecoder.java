package deephash.data.pixel;

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
public final class ImageDecoder {

    /** More pixels than this are refused: a small file can claim a picture that fills the memory. */
    private static final long MOST_PIXELS = 200_000_000;

    private ImageDecoder() {}

    /**
     * Decodes an image; of several in one file the first.
     *
     * @throws IOException if it cannot be decoded whole, for any reason
     */
    public static Bitmap decode(byte[] file, boolean grey) throws IOException {
        try {
            Bitmap bitmap = any(file, grey);
            return grey ? bitmap.grey() : bitmap;
        } catch (RuntimeException e) {
            // readers answer some damage with IndexOutOfBounds, NegativeArraySize and the like, which tell a user
            // nothing
            throw new IOException("damaged: what its parts say does not fit together", e);
        } catch (OutOfMemoryError e) {
            throw tooLarge(e);
        } catch (IOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof OutOfMemoryError) {
                    // the JDK's PNG reader wraps it
                    throw tooLarge(cause);
                }
            }
            throw e;
        }
    }

    private static IOException tooLarge(Throwable cause) {
        return new IOException("too large for the memory of this process; start it with more (-Xmx)", cause);
    }

    private static Bitmap any(byte[] file, boolean grey) throws IOException {
        JpegFile jpeg = JpegFile.of(file);
        if (jpeg != null) {
            check(jpeg.width(), jpeg.height());
            Samples samples = jpeg.decode(grey);
            Bitmap bitmap = samples == null
                    ? read(jpeg.bytes())
                    : new Bitmap(samples.channels(), samples.height(), samples.width(), samples.values());
            return bitmap.upright(jpeg.orientation());
        }
        PngFile png = PngFile.of(file);
        if (png != null) {
            return read(png.picture()).upright(png.orientation());
        }
        WebPFile webP = WebPFile.of(file);
        if (webP != null) {
            return webP.decode(ImageDecoder::check).upright(webP.orientation());
        }
        GifFile gif = GifFile.of(file);
        if (gif != null) {
            return gif.decode(ImageDecoder::check);
        }
        return read(BmpFile.usual(file));
    }

    /**
     * Decodes a JPEG file at an eighth of its size, if it is of the kind with which that is quick.
     *
     * @param file all its bytes
     * @param least pixels that the longer side must have left
     * @return null if it is another file: {@link #decode} it
     * @throws IOException if it claims more pixels than can be decoded
     */
    public static @Nullable Eighth eighth(byte[] file, int least) throws IOException {
        JpegFile jpeg = JpegFile.of(file);
        if (jpeg == null || Math.max(jpeg.width(), jpeg.height()) < 8 * least) {
            return null;
        }
        check(jpeg.width(), jpeg.height());
        Samples samples;
        try {
            samples = jpeg.decodeEighth(false);
        } catch (RuntimeException e) {
            // damaged in an odd way, which decoding it whole will name
            return null;
        }
        if (samples == null) {
            return null;
        }
        boolean swapped = jpeg.orientation() >= 5;
        return new Eighth(
                new Bitmap(samples.channels(), samples.height(), samples.width(), samples.values())
                        .upright(jpeg.orientation()),
                swapped ? jpeg.height() : jpeg.width(),
                swapped ? jpeg.width() : jpeg.height());
    }

    /**
     * A small picture and the size of the whole one, upright.
     *
     * @param bitmap of an eighth of the size
     * @param width of the whole picture, in pixels
     * @param height of the whole picture, in pixels
     */
    public record Eighth(Bitmap bitmap, int width, int height) {}

    /** A check that throws if a picture is too large to decode. */
    @FunctionalInterface
    interface SizeCheck {
        /** Throws if a picture of this size is too large. */
        void of(int width, int height) throws IOException;
    }

    /** The bytes as readers take them. */
    static ImageInputStream stream(byte[] file) {
        return new BoundedStream(file);
    }

    private static Bitmap read(byte[] file) throws IOException {
        try (ImageInputStream stream = stream(file)) {
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
                return Bitmap.of(image);
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
