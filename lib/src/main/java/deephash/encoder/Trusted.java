package deephash.encoder;

import deephash.data.cache.Cache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The files that the user of this computer has said to trust, by their digests. */
final class Trusted {

    private Trusted() {}

    private static Path list() {
        return Cache.place("encoders").resolve("trusted.txt");
    }

    static boolean has(String digest) {
        try {
            return Files.isRegularFile(list())
                    && Files.readAllLines(list()).stream().anyMatch(line -> line.startsWith(digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void add(String digest, Path file) {
        try {
            Files.createDirectories(list().getParent());
            Files.writeString(
                    list(),
                    digest + "  " + file.getFileName() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("\"" + list() + "\" could not be written.", e);
        }
    }
}
