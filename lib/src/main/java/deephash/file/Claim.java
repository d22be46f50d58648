package deephash.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The right to write in a folder, which one process has at a time. It is the operating system's lock on a hidden file
 * in the folder, so it ends with the process, however that ends. A thread that holds a claim may take it again. Reading
 * needs none. On a file system without locks only the threads of one process are kept apart.
 */
public final class Claim implements AutoCloseable {

    /** The file whose lock is the claim. It stays: whoever removed it might remove another's. */
    public static final String FILE = ".deephash-lock";

    private static final long MILLIS_BETWEEN = 20;

    /** What this process holds. Opening a held file again would, on POSIX systems, end its lock when it is closed. */
    private static final Map<Path, Claim> HELD = new HashMap<>();

    private final Path file;
    private final Thread owner;
    private final String purpose;
    private final @Nullable FileChannel channel;
    private int count = 1;

    private Claim(Path file, String purpose, @Nullable FileChannel channel) {
        this.file = file;
        this.owner = Thread.currentThread();
        this.purpose = purpose;
        this.channel = channel;
    }

    /**
     * Claims a folder.
     *
     * @param folder exists
     * @param purpose what the folder is used for, for others' messages: {@code "training CSVAE"}
     * @param patience how long to wait for another user to end
     * @return the claim; close it to let others use the folder
     * @throws InUseException if the folder is still in use then; the message says by whom
     * @throws IOException if the folder cannot be written in
     */
    public static Claim of(Path folder, String purpose, Duration patience) throws IOException {
        Path file = folder.toRealPath().resolve(FILE);
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Claim claim = tryOnce(file, purpose);
            if (claim != null) {
                return claim;
            }
            if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
                throw new InUseException(folder + " is in use by " + user(file)
                        + ", so nothing was written there. Wait until that ends, or name another folder.");
            }
            try {
                Thread.sleep(MILLIS_BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static @Nullable Claim tryOnce(Path file, String purpose) throws IOException {
        synchronized (HELD) {
            Claim held = HELD.get(file);
            if (held != null) {
                if (held.owner != Thread.currentThread()) {
                    return null;
                }
                held.count++;
                return held;
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            Claim claim;
            try {
                FileLock lock = lock(channel);
                if (lock == null) {
                    channel.close();
                    return null;
                }
                claim = new Claim(file, purpose, channel);
                String text = "process " + ProcessHandle.current().pid() + " (" + purpose + ")";
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            } catch (ClosedByInterruptException e) {
                // a thread that is told to stop may still have to save its results: it goes on without a lock
                claim = new Claim(file, purpose, null);
            } catch (IOException e) {
                // no locks here, as on some network drives, or no room for the note of who holds it
                claim = new Claim(file, purpose, channel);
            }
            HELD.put(file, claim);
            return claim;
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        return channel.tryLock();
    }

    private static String user(Path file) {
        synchronized (HELD) {
            Claim held = HELD.get(file);
            if (held != null) {
                return "another thread of this process (" + held.purpose + ")";
            }
        }
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? "another process" : text;
        } catch (IOException e) {
            return "another process";
        }
    }

    @Override
    public void close() {
        synchronized (HELD) {
            if (--count > 0) {
                return;
            }
            HELD.remove(file);
            if (channel == null) {
                return;
            }
            try (channel) {
                channel.truncate(0);
            } catch (IOException e) {
                // closing it is what ends the claim
            }
        }
    }
}
