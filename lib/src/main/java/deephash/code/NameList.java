package deephash.code;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Names in a file: for each of them where it ends (32-bit), then all of them in UTF-8. A name is decoded when it is
 * asked for, so those of a large opened file take no memory.
 */
public final class NameList extends AbstractList<String> implements RandomAccess {

    private final Path file;
    private final ByteBuffer ends;
    private final ByteBuffer text;
    private final int size;

    private NameList(Path file, ByteBuffer ends, ByteBuffer text, int size) {
        this.file = file;
        this.ends = ends;
        this.text = text;
        this.size = size;
    }

    /**
     * Writes names behind one another, after the offsets of their ends.
     *
     * @param names one a code
     * @param out left open
     */
    public static void write(List<String> names, OutputStream out) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long total = 0;
        for (String name : names) {
            total += name.getBytes(StandardCharsets.UTF_8).length;
            if (total > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("The names of these codes take more than 2 GB, which a file of"
                        + " codes cannot hold. Save parts of them, codes.select(...), or shorter names,"
                        + " codes.named(...).");
            }
            out.write(end.putInt(0, (int) total).array());
        }
        for (String name : names) {
            out.write(name.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Takes the names from the buffer.
     *
     * @param file for error messages
     * @param from at the start of what {@link #write} wrote
     * @param size how many names there are
     * @return the names
     * @throws BufferUnderflowException if it ends within them
     * @throws IllegalArgumentException if they cannot be told apart
     */
    public static NameList read(Path file, ByteBuffer from, int size) {
        ByteBuffer ends = slice(from, 4L * size);
        int before = 0;
        for (int i = 0; i < size; i++) {
            int end = ends.getInt(4 * i);
            if (end < before) {
                throw new IllegalArgumentException("name " + i + " ends at byte " + end + ", before it begins");
            }
            before = end;
        }
        return new NameList(file, ends, slice(from, before), size);
    }

    private static ByteBuffer slice(ByteBuffer from, long bytes) {
        if (bytes > from.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer slice = from.slice(from.position(), (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        from.position(from.position() + (int) bytes);
        return slice;
    }

    @Override
    public String get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("There are " + size + " names, so no name " + index + ".");
        }
        try {
            int start = index == 0 ? 0 : ends.getInt(4 * (index - 1));
            byte[] name = new byte[ends.getInt(4 * index) - start];
            text.get(start, name);
            return new String(name, StandardCharsets.UTF_8);
        } catch (InternalError | RuntimeException e) {
            throw Words.Mapped.cut(file, e);
        }
    }

    @Override
    public int size() {
        return size;
    }
}
