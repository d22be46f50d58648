package deephash.code;

import deephash.progress.Screen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells two contents apart in a few bytes: SHA-256, and checksums of files. */
public final class Digests {

    private static final int BUFFER = 1 << 16;

    private Digests() {}

    /** A new SHA-256, which no two known contents share. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /**
     * The checksum of a file, as hexadecimal text in small letters.
     *
     * @param file to read
     * @param algorithm {@code "SHA-256"}, or another that this Java knows
     * @return 64 hexadecimal digits
     * @throws IOException if the file cannot be read, or this Java has no such algorithm
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static String of(Path file, String algorithm) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("This Java has no " + algorithm + ".", e);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return of(channel, digest, file);
        }
    }

    /**
     * The SHA-256 of an open file. Whoever goes on to read the same channel reads what was checked, even if another
     * file takes the place of this one meanwhile.
     *
     * @param channel is read from its beginning to its end, and is at its beginning afterwards
     * @param file its name, for messages
     * @return 64 hexadecimal digits
     * @throws IOException if it cannot be read
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static String sha256(FileChannel channel, Path file) throws IOException {
        return of(channel, sha256(), file);
    }

    private static String of(FileChannel channel, MessageDigest digest, Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        channel.position(0);
        while (channel.read(buffer) >= 0) {
            Screen.checkInterrupted("Checking " + file.getFileName());
            digest.update(buffer.flip());
            buffer.clear();
        }
        channel.position(0);
        return HexFormat.of().formatHex(digest.digest());
    }
}
