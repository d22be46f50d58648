package deephash.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Appends whole lines to a file that several threads and processes append to. */
public final class Appending {

    private static final long MILLIS_BETWEEN = 5;

    /** The longest line, in bytes. */
    private static final int LONGEST = 1 << 24;

    private Appending() {}

    /**
     * Appends lines, down to the disk. Half a line that a kill has left at the end is removed.
     *
     * @param file the file, made if it is missing
     * @param lines with their ends
     * @param whole whether a last line without its end is complete
     * @param patience how long to wait while others append
     * @throws InUseException if others hold the file for longer than that
     * @throws IOException if it cannot be written; what was there before stays
     */
    public static void to(Path file, byte[] lines, Predicate<String> whole, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        // one thread of this process at a time: closing a channel would also release the lock of another on this file
        synchronized (Appending.class) {
            try (FileChannel channel = FileChannel.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, file, end)) {
                long before = channel.size();
                long at = afterLastLine(channel, whole);
                try {
                    ByteBuffer bytes = ByteBuffer.wrap(lines);
                    while (bytes.hasRemaining()) {
                        at += channel.write(bytes, at);
                    }
                    channel.truncate(at);
                    channel.force(true);
                } catch (IOException e) {
                    if (channel.isOpen() && channel.size() > before) {
                        channel.truncate(before);
                    }
                    throw e;
                }
            }
        }
    }

    /** Null where the file system knows no locks. */
    private static @Nullable FileLock lock(FileChannel channel, Path file, long end) throws IOException {
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // a thread of this process holds it, through another class loader
            } catch (java.nio.channels.ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                return null;
            }
            if (System.nanoTime() > end) {
                throw new InUseException(
                        file + " is locked by another process. Wait until that ends, or name another" + " file.");
            }
            try {
                Thread.sleep(MILLIS_BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.nio.channels.ClosedByInterruptException();
            }
        }
    }

    /** The position behind the last line; a last line without its end gets one if it is whole. */
    private static long afterLastLine(FileChannel channel, Predicate<String> whole) throws IOException {
        long size = channel.size();
        ByteBuffer one = ByteBuffer.allocate(1);
        long at = size;
        while (at > 0 && channel.read(one.clear(), at - 1) == 1 && one.get(0) != '\n') {
            at--;
        }
        ByteBuffer last = ByteBuffer.allocate((int) Math.min(size - at, LONGEST));
        while (last.hasRemaining() && channel.read(last, at + last.position()) >= 0) {}
        if (at < size && whole.test(new String(last.array(), StandardCharsets.UTF_8))) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
            return size + 1;
        }
        return at;
    }
}
