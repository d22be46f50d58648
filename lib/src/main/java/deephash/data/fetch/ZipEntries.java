package deephash.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a zip file in their order, by its directory at the end. Read from front to back, entries whose lengths
 * stand behind them, as many programs write them, cannot be told from each other.
 */
final class ZipEntries extends ArchiveInputStream<ZipArchiveEntry> {

    private final ZipFile file;
    private final Enumeration<ZipArchiveEntry> entries;
    private @Nullable InputStream current;

    ZipEntries(Path file) throws IOException {
        super(InputStream.nullInputStream(), "UTF-8");
        this.file = ZipFile.builder().setPath(file).get();
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
        current = file.getInputStream(entry);
        return entry;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        return current == null ? -1 : current.read(to, offset, length);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            super.close();
        }
    }
}
