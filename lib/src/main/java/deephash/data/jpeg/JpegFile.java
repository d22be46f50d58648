package deephash.data.jpeg;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A JPEG file in memory, whose header has been read. */
public final class JpegFile {

    private final byte[] file;
    private final JpegHeader header;

    private JpegFile(byte[] file, JpegHeader header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Reads the header of a file.
     *
     * @param file all its bytes; not copied
     * @return the file, or null if it is no JPEG, or ends before its frame
     */
    public static @Nullable JpegFile of(byte[] file) {
        JpegHeader header = JpegHeader.of(file);
        return header == null ? null : new JpegFile(UsualJpeg.of(file), header);
    }

    /**
     * The file as other decoders should get it.
     *
     * @return its bytes, with the usual Huffman tables where it states none, and without a colour profile; not copied
     */
    public byte[] bytes() {
        return file;
    }

    /**
     * How wide the stored picture is.
     *
     * @return in pixels
     */
    public int width() {
        return header.width();
    }

    /**
     * How high the stored picture is.
     *
     * @return in pixels
     */
    public int height() {
        return header.height();
    }

    /**
     * How the picture has to be turned.
     *
     * @return 1 to 8 as Exif numbers it; 1 is upright
     */
    public int orientation() {
        return header.orientation();
    }

    /**
     * Decodes the picture.
     *
     * @param grey whether luma is all that is wanted; a picture stored as red, green and blue has three channels even
     *     so
     * @return the picture; null if the file is of a rare kind (CMYK, lossless) that only other decoders read
     * @throws IOException if it is damaged
     */
    public @Nullable Samples decode(boolean grey) throws IOException {
        Samples quick = isUsual() ? BaselineJpeg.decode(file, grey, false) : null;
        if (quick != null) {
            return quick;
        }
        return JpegDecoder.canRead(header) ? JpegDecoder.decode(file, header, grey) : null;
    }

    /**
     * Decodes the picture at an eighth of its size: each pixel is the mean of 8×8 stored ones, which is what the file
     * says first of each block. What is left over at the right and the bottom is dropped.
     *
     * @param grey whether luma is all that is wanted
     * @return the small picture; null if it has less than 8 pixels on a side, or the file is not of the usual kind (one
     *     scan, grey or YCbCr) or anything is odd in it: then {@link #decode} it
     */
    public @Nullable Samples decodeEighth(boolean grey) {
        return isUsual() && Math.min(width(), height()) >= 8 ? BaselineJpeg.decode(file, grey, true) : null;
    }

    private boolean isUsual() {
        return header.plain() && (header.components() == 1 || header.yCbCr());
    }

    /**
     * The orientation that a block of Exif states, in any format.
     *
     * @param bytes of a file
     * @param start of the TIFF block that Exif is
     * @param end behind it
     * @return 1 to 8 as Exif numbers it; 1 if there is none or it is nonsense
     */
    public static int orientation(byte[] bytes, int start, int end) {
        return JpegHeader.orientation(bytes, start, end);
    }

    /**
     * What a warning of ImageIO's JPEG decoders means.
     *
     * @param warning in the decoder's words
     * @return the damage, or null if the picture is whole
     */
    public static @Nullable String damage(String warning) {
        return JpegDecoder.damage(warning);
    }
}
