package deephash.kernel.display;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A {@code System.in} that is asked for a line at a time, and only when something is read. */
public abstract class LineInput extends InputStream {

    private byte[] line = {};
    private int at;

    /**
     * The next line, without its end.
     *
     * @return null if there is none any more
     * @throws IOException if there is no answer, or the cell is stopped
     */
    protected abstract @Nullable String nextLine() throws IOException;

    @Override
    public synchronized int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0 && at == line.length) {
            String next = nextLine();
            if (next == null) {
                return -1;
            }
            line = (next + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, bytes, offset, count);
        at += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - at;
    }
}
