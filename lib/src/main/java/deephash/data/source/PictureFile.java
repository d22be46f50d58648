package deephash.data.source;

import deephash.data.pixel.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads single image files at their own size: JPEG, PNG, WebP, BMP and GIF, upright as their Exif orientation says. */
public final class PictureFile {

    private PictureFile() {}

    /**
     * Decodes a file.
     *
     * @param file to read
     * @return the picture in colour, or grey if it has no colour; transparent parts are laid over white
     * @throws IOException if it cannot be decoded whole, with the file's name; {@link #reason} says why without it
     */
    public static BufferedImage read(Path file) throws IOException {
        try {
            return new ImageFiles(Path.of(""), List.of(file)).decode(0, false).toImage();
        } catch (IOException e) {
            throw new Unreadable(file, e);
        }
    }

    /** Names the file in front of the reason. */
    private static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(Path file, IOException cause) {
            super("\"" + file + "\" cannot be read: " + ParallelDecoder.reason(cause) + ".", cause);
        }
    }

    /**
     * A picture that may have been decoded at an eighth of its size.
     *
     * @param image the picture, upright
     * @param width of the whole picture, in pixels
     * @param height of the whole picture, in pixels
     * @param isEighth whether each pixel is the mean of 8×8 of the whole one
     */
    public record Reduced(BufferedImage image, int width, int height, boolean isEighth) {}

    /**
     * Decodes a file, at an eighth of its size where that is several times as fast: usual JPEG files (one scan, grey or
     * YCbCr) that are large enough.
     *
     * @param file to read
     * @param least pixels that the longer side must have left
     * @return the picture, small or whole
     * @throws IOException as {@link #read}
     */
    public static Reduced readReduced(Path file, int least) throws IOException {
        byte[] bytes = ImageFiles.bytes(file);
        ImageDecoder.Eighth eighth = ImageDecoder.eighth(bytes, least);
        if (eighth != null) {
            return new Reduced(eighth.bitmap().toImage(), eighth.width(), eighth.height(), true);
        }
        BufferedImage image = decode(bytes);
        return new Reduced(image, image.getWidth(), image.getHeight(), false);
    }

    /**
     * Decodes the bytes of a file.
     *
     * @param file the whole content
     * @return as {@link #read}
     * @throws IOException if they cannot be decoded whole
     */
    public static BufferedImage decode(byte[] file) throws IOException {
        return ImageDecoder.decode(file, false).toImage();
    }

    /**
     * Whether a file is an image by the ending of its name. What its bytes are, only reading tells.
     *
     * @param file need not exist
     * @return true for the endings of JPEG, PNG, WebP, BMP and GIF
     */
    public static boolean isNamedSo(Path file) {
        return Listing.isImage(file);
    }

    /**
     * Why a file could not be read, in a few words.
     *
     * @param failure what {@link #read} threw
     * @return such as {@code "the file is empty (0 bytes)"}
     */
    public static String reason(IOException failure) {
        return ParallelDecoder.reason(
                failure instanceof Unreadable && failure.getCause() instanceof IOException cause ? cause : failure);
    }
}
