package deephash.data.fetch;

import deephash.code.Digests;
import deephash.file.Claim;
import deephash.progress.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gets one file. What has come stays in {@code NAME.part} when the connection breaks, the server falls silent, or the
 * user stops; the next attempt asks only for the rest. The file gets its name when its length and checksum are right,
 * never before. Proxies are taken from Java's settings or from {@code HTTPS_PROXY} and {@code HTTP_PROXY}.
 *
 * @param silence after how long without a byte a connection counts as dead
 * @param attempts how often a broken connection is taken up again before giving up
 */
public record Download(Duration silence, int attempts) {

    private static final int BUFFER = 1 << 16;

    /** The defaults: half a minute of silence, five attempts. */
    public Download() {
        this(Duration.ofSeconds(30), 5);
    }

    /** Checks the ranges. */
    public Download {
        if (silence.toMillis() < 1 || attempts < 1) {
            throw new IllegalArgumentException("A download needs at least one attempt and a positive silence, not "
                    + attempts + " and " + silence + ".");
        }
    }

    /**
     * Gets a file, unless it is there already. One process at a time downloads to a folder.
     *
     * @param folder where to; created if need be
     * @return the file
     * @throws deephash.file.InUseException if another downloads to this folder; says who
     * @throws IOException if it cannot be had, or is not what its publisher says; the message says what to do
     * @throws CancellationException if the thread is interrupted; what has come stays for the next time
     */
    public Path get(Remote remote, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Claim claim = Claim.of(folder, "downloading " + remote.file(), Duration.ZERO)) {
            return getAlone(remote, folder);
        }
    }

    private Path getAlone(Remote remote, Path folder) throws IOException {
        Path file = folder.resolve(remote.file());
        if (Files.isRegularFile(file)) {
            if (Digests.of(file, remote.algorithm()).equalsIgnoreCase(remote.checksum())) {
                return file;
            }
            throw new IOException(file + " is there already, but is not the published file: its " + remote.algorithm()
                    + " differs. Remove it, and download again.");
        }
        Path part = folder.resolve(remote.file() + ".part");
        if (Files.isSymbolicLink(part)) {
            throw new IOException(part + " is a link to " + Files.readSymbolicLink(part)
                    + "; what is downloaded goes into a file of its own. Remove the link.");
        }
        fetch(remote, part);
        String found = Digests.of(part, remote.algorithm());
        if (!found.equalsIgnoreCase(remote.checksum())) {
            Files.delete(part);
            throw new IOException("What came from " + remote.address() + " is not the published file: its "
                    + remote.algorithm() + " is " + found + " instead of " + remote.checksum()
                    + ". It was thrown away. Try again later, or from another network.");
        }
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file);
        }
        return file;
    }

    private void fetch(Remote remote, Path part) throws IOException {
        try (Screen.Bar bar =
                Screen.current().bar("Downloading " + remote.file(), Math.max(remote.bytes(), -1), "bytes")) {
            int failures = 0;
            long shown = 0;
            String reason = "";
            while (failures < attempts) {
                long before = size(part);
                bar.step(before - shown);
                shown = before;
                if (remote.bytes() > 0 && before == remote.bytes()) {
                    return;
                }
                Room.require(part.resolveSibling(""), remote.bytes() - before);
                Transfer transfer = new Transfer(remote, part, before);
                try {
                    shown += transfer.run(bar, silence);
                    return;
                } catch (Broken e) {
                    throw e;
                } catch (IOException e) {
                    reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                    long now = size(part);
                    shown = Math.max(shown, now);
                    // an attempt that brought something on does not count as a failure
                    failures = now > before ? 1 : failures + 1;
                    bar.note(reason);
                }
            }
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s did not come whole: %s. %,d bytes%s have come and are kept in %s; the next attempt goes on from"
                            + " there.",
                    remote.address(),
                    reason,
                    size(part),
                    remote.bytes() > 0 ? String.format(Locale.ROOT, " of %,d", remote.bytes()) : "",
                    part));
        }
    }

    private static long size(Path part) throws IOException {
        return Files.isRegularFile(part) ? Files.size(part) : 0;
    }

    /** A failure for which another attempt is useless. */
    private static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    /** One connection. A thread of its own reads it, so that a stop works while the server is silent. */
    private static final class Transfer {
        private final Remote remote;
        private final Path part;
        private final long from;
        private final AtomicLong received = new AtomicLong();
        private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        private volatile @Nullable HttpURLConnection connection;
        private volatile boolean stopped;

        Transfer(Remote remote, Path part, long from) {
            this.remote = remote;
            this.part = part;
            this.from = from;
        }

        long run(Screen.Bar bar, Duration silence) throws IOException {
            Thread reader = new Thread(this::read, "deephash-download");
            reader.setDaemon(true);
            reader.start();
            long shown = 0;
            long lastByte = System.nanoTime();
            try {
                while (reader.isAlive()) {
                    reader.join(50);
                    long now = received.get();
                    if (now > shown) {
                        bar.step(now - shown);
                        shown = now;
                        lastByte = System.nanoTime();
                    } else if (System.nanoTime() - lastByte > silence.toNanos()) {
                        end(reader);
                        throw new IOException("the server has been silent for " + silence.toMillis() / 1000.0 + " s");
                    }
                }
            } catch (InterruptedException e) {
                end(reader);
                Thread.currentThread().interrupt();
                Screen.checkInterrupted("Downloading " + remote.file());
            }
            IOException failed = failure.get();
            if (failed != null) {
                throw failed;
            }
            return shown;
        }

        private void end(Thread reader) {
            stopped = true;
            HttpURLConnection open = connection;
            if (open != null) {
                // closing a stream that another thread reads can block, so a thread of its own does it
                Thread closing = new Thread(open::disconnect, "deephash-disconnect");
                closing.setDaemon(true);
                closing.start();
            }
            reader.interrupt();
        }

        private void read() {
            try {
                transfer();
            } catch (IOException e) {
                failure.set(e);
            } catch (RuntimeException e) {
                failure.set(new IOException(e.toString(), e));
            }
        }

        private void transfer() throws IOException {
            Proxy proxy = Proxies.of(remote.address());
            HttpURLConnection open =
                    (HttpURLConnection) remote.address().toURL().openConnection(proxy);
            connection = open;
            open.setConnectTimeout(20_000);
            open.setRequestProperty("Accept-Encoding", "identity");
            open.setRequestProperty("User-Agent", "deephash");
            if (from > 0) {
                open.setRequestProperty("Range", "bytes=" + from + "-");
            }
            int status = open.getResponseCode();
            if (status == 416 && from > 0) {
                // nothing is left to send: the checksum decides whether that is the whole file
                return;
            }
            if (status != 200 && status != 206) {
                String message = "the server answers " + status + " " + open.getResponseMessage();
                throw status >= 500 ? new IOException(message) : new Broken(remote.address() + ": " + message);
            }
            long start = status == 206 && startsAt(open, from) ? from : 0;
            if (status == 206 && start != from) {
                throw new IOException("the server sent another part than was asked for");
            }
            long announced = open.getContentLengthLong();
            try (InputStream in = open.getInputStream();
                    FileChannel out = FileChannel.open(
                            part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                // a server that cannot resume starts anew
                out.truncate(start);
                copy(in, out, start);
            }
            if (announced >= 0 && received.get() != announced) {
                throw new IOException("the connection ended after " + received.get() + " of " + announced + " bytes");
            }
            if (remote.bytes() > 0 && start + received.get() < remote.bytes()) {
                throw new IOException(
                        "the server sent " + (start + received.get()) + " of " + remote.bytes() + " bytes");
            }
        }

        private static boolean startsAt(HttpURLConnection open, long from) {
            String range = open.getHeaderField("Content-Range");
            return range != null && range.replace(" ", "").startsWith("bytes" + from + "-");
        }

        private void copy(InputStream in, FileChannel out, long start) throws IOException {
            byte[] buffer = new byte[BUFFER];
            long at = start;
            for (int read = in.read(buffer); read >= 0 && !stopped; read = in.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    at += out.write(bytes, at);
                }
                received.addAndGet(read);
                if (remote.bytes() > 0 && at > remote.bytes()) {
                    out.truncate(0);
                    throw new Broken(remote.address() + " sends more than the " + remote.bytes()
                            + " bytes that were published. It was thrown away.");
                }
            }
        }
    }
}
