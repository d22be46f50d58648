package deephash.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a zip file in their order, by its directory at the end. Many programs write the length of an entry
 * behind it, so its end cannot be found from front to back.
 */
final class ZipEntries extends ArchiveInputStream<ZipArchiveEntry> {

    /** What stands before the name of an entry at its own place: PK, 3, 4, and 26 more bytes. */
    private static final int LOCAL_HEADER = 30;

    private static final int SIGNATURE = 0x04034b50;

    private final FileChannel channel;
    private final ZipFile file;
    private final Enumeration<ZipArchiveEntry> entries;
    private @Nullable InputStream current;

    ZipEntries(Path file) throws IOException {
        super(InputStream.nullInputStream(), "UTF-8");
        this.channel = FileChannel.open(file);
        try {
            this.file = ZipFile.builder().setPath(file).get();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        entries = this.file.getEntriesInPhysicalOrder();
    }

    @Override
    public @Nullable ZipArchiveEntry getNextEntry() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
        if (!entries.hasMoreElements()) {
            return null;
        }
        ZipArchiveEntry entry = entries.nextElement();
        if (!file.canReadEntryData(entry)) {
            throw new IOException(
                    "its entry \"" + entry.getName() + "\" is encrypted, or packed in a way that is not read");
        }
        requireSameName(entry);
        current = file.getInputStream(entry);
        return entry;
    }

    /**
     * Each name stands twice, in the directory and before the content, and has no checksum. Where the two differ,
     * damage has given one file's content the name of another.
     */
    private void requireSameName(ZipArchiveEntry entry) throws IOException {
        byte[] name = entry.getRawName();
        ByteBuffer header = ByteBuffer.allocate(LOCAL_HEADER + name.length).order(ByteOrder.LITTLE_ENDIAN);
        while (header.hasRemaining()) {
            if (channel.read(header, entry.getLocalHeaderOffset() + header.position()) < 0) {
                break;
            }
        }
        boolean present = header.position() >= LOCAL_HEADER && header.getInt(0) == SIGNATURE;
        boolean same = header.getShort(26) == (short) name.length
                && Arrays.equals(header.array(), LOCAL_HEADER, LOCAL_HEADER + name.length, name, 0, name.length);
        if (present && !same) {
            throw new ZipException(
                    "its directory and the file itself give two names to the entry \"" + entry.getName() + "\"");
        }
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        return current == null ? -1 : current.read(to, offset, length);
    }

    @Override
    public void close() throws IOException {
        try (channel;
                file) {
            super.close();
        }
    }
}
