package deephash.data.source;

import deephash.data.pixel.Bitmap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The images of a set as they lie on disk, decoded one by one when asked for. Safe from several threads. */
public interface Originals {

    /** How many there are. */
    int size();

    /** A name for one image: its path below the set's folder, or the file and the number. */
    String name(int index);

    /**
     * Decodes one image at its own size.
     *
     * @param grey whether one channel is enough
     * @throws IOException if it is broken; the message says how, without the name
     */
    Bitmap decode(int index, boolean grey) throws IOException;

    /**
     * One image as a picture, at its own size.
     *
     * @throws UncheckedIOException if it can no longer be read, as it could when the set was loaded
     */
    default BufferedImage picture(int index) {
        try {
            return decode(index, false).toImage();
        } catch (IOException e) {
            throw new UncheckedIOException(name(index) + " can no longer be read: " + ParallelDecoder.reason(e), e);
        }
    }

    /** A text that changes when the image does: where it lies, its length and time. */
    String stamp(int index);

    /** Whether decoding costs next to nothing, so that small sets need no cache. */
    boolean isRaw();

    /** Some of these, in the order of {@code indices}. */
    default Originals select(int... indices) {
        return new SelectedOriginals(this, indices);
    }
}
