package deephash.data.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether a disk has room for what is to be written to it. */
public final class Room {

    private Room() {}

    /**
     * Fails before the work if the disk is too full for it.
     *
     * @param folder that is there
     * @param bytes that will be written below it
     * @throws IOException if there is less room than that
     */
    public static void require(Path folder, long bytes) throws IOException {
        long left = Files.getFileStore(folder).getUsableSpace();
        if (left < bytes) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "the disk of %s is full: %,d MB are left, and %,d MB are needed",
                    folder,
                    left >> 20,
                    (bytes >> 20) + 1));
        }
    }

    /** The reason why something could not be written, which is a full disk if there is next to no room. */
    static IOException explain(Path folder, IOException failed) {
        try {
            require(folder, 1 << 16);
            return failed;
        } catch (IOException full) {
            full.addSuppressed(failed);
            return full;
        }
    }
}
