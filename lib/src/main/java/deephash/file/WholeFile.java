package deephash.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a file under a temporary name that no other writer has, and moves it to its place when it is complete. A
 * reader sees the old file or the new one, never a part; a failed write leaves nothing.
 */
public final class WholeFile {

    /** Temporary files younger than this may be about to be locked, or about to be moved. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final String ENDING = ".part";

    private static final AtomicLong COUNT = new AtomicLong();

    private WholeFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @param channel empty, open for writing; if it is closed here, it should be forced to the disk first
         * @throws IOException if that fails; the file is then left as it was
         */
        void to(FileChannel channel) throws IOException;
    }

    /**
     * Writes a file, or replaces it.
     *
     * @param file its folder exists
     * @param content writes the bytes to the stream it is given
     * @throws IOException if it cannot be written; what was there before stays
     */
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        String start = "." + file.getFileName() + ".";
        sweep(folder, start);
        Path next = folder.resolve(start + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ENDING);
        try {
            write(file, next, content);
        } catch (IOException e) {
            throw named(file, next, e);
        }
    }

    private static void write(Path file, Path next, Content content) throws IOException {
        // "new" also means that no link planted under this name is followed
        FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean moved = false;
        try {
            try (channel) {
                hold(channel);
                content.to(channel);
                if (channel.isOpen()) {
                    channel.force(true);
                }
            }
            keepPermissions(file, next);
            move(next, file);
            moved = true;
        } finally {
            if (!moved) {
                Files.deleteIfExists(next);
            }
        }
    }

    /** The failure with the name of the file, which the system leaves out or gives as the temporary one. */
    private static IOException named(Path file, Path next, IOException e) {
        if (e instanceof FileSystemException fault && next.toString().equals(fault.getFile())) {
            if (e instanceof AccessDeniedException) {
                return withCause(new AccessDeniedException(file.toString(), null, fault.getReason()), e);
            }
            if (e instanceof NoSuchFileException) {
                return withCause(new NoSuchFileException(file.toString(), null, fault.getReason()), e);
            }
            return withCause(new FileSystemException(file.toString(), null, fault.getReason()), e);
        }
        // other exceptions name their file, or are told apart by their class
        return e.getClass() == IOException.class
                        && !String.valueOf(e.getMessage()).contains(file.toString())
                ? new IOException(
                        file + " could not be written: " + e.getMessage() + ". What was there before is unchanged.", e)
                : e;
    }

    private static IOException withCause(IOException named, IOException cause) {
        named.initCause(cause);
        return named;
    }

    /**
     * Writes a text file in UTF-8, or replaces it.
     *
     * @param file its folder exists
     * @param text all of it
     * @throws IOException if it cannot be written; what was there before stays
     */
    public static void write(Path file, CharSequence text) throws IOException {
        write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file whose content is in memory, or replaces it.
     *
     * @param file its folder exists
     * @param content all its bytes
     * @throws IOException if it cannot be written; what was there before stays
     */
    public static void write(Path file, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        write(file, channel -> {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    /**
     * Locks the temporary file, so that no other process removes it as one left over. Without locks, its age protects
     * it.
     */
    private static void hold(FileChannel channel) throws IOException {
        try {
            channel.tryLock();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // no locks on this file system
        }
    }

    private static void keepPermissions(Path file, Path next) {
        try {
            if (Files.isRegularFile(file)) {
                Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(file));
            }
        } catch (IOException | UnsupportedOperationException e) {
            // the file then has the permissions of a new one
        }
    }

    private static void move(Path next, Path file) throws IOException {
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes what writers of the same file that were killed have left under temporary names. */
    private static void sweep(Path folder, String start) {
        DirectoryStream.Filter<Path> ours = path -> {
            String name = path.getFileName().toString();
            return name.startsWith(start)
                    && name.endsWith(ENDING)
                    && name.length() > start.length() + ENDING.length()
                    && name.substring(start.length(), name.length() - ENDING.length())
                            .matches("\\d+-\\d+");
        };
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ours)) {
            for (Path path : left) {
                if (isAbandoned(path)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // they do no harm where they are
        }
    }

    /**
     * Whether nobody is writing a temporary file any more: its writer holds a lock on it as long as it lives.
     *
     * @param file was written under a lock
     * @return whether it may be deleted
     */
    public static boolean isAbandoned(Path file) {
        try {
            Instant changed = Files.getLastModifiedTime(file).toInstant();
            if (Duration.between(changed, Instant.now()).compareTo(FRESH) < 0) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                return lock != null;
            }
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }
}
