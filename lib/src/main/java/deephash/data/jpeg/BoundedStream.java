package deephash.data.jpeg;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A file in memory that a decoder may read beyond its end only a little. Some decoders read zeros beyond the end, and
 * go on for minutes if a damaged header promises a large picture.
 */
public final class BoundedStream extends MemoryCacheImageInputStream {

    private static final int TOLERATED = 1_000;

    private int beyond;

    /**
     * A stream over a file.
     *
     * @param file all its bytes; not copied
     */
    public BoundedStream(byte[] file) {
        super(new ByteArrayInputStream(file));
    }

    @Override
    public int read() throws IOException {
        return counted(super.read());
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        return counted(super.read(to, offset, length));
    }

    private int counted(int value) throws IOException {
        if (value < 0 && ++beyond > TOLERATED) {
            throw new IOException("damaged: it promises more than it holds");
        }
        return value;
    }
}
