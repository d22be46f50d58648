package deephash.code;

import deephash.progress.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Screen.checkInterrupted("Checking " + file.getFileName());
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
