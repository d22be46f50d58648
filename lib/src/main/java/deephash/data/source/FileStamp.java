package deephash.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What tells whether a file is still the one that was read: its path, length and time of change. */
public final class FileStamp {

    private FileStamp() {}

    public static String of(Path file) throws IOException {
        return of(file, Files.readAttributes(file, BasicFileAttributes.class));
    }

    public static String of(Path file, BasicFileAttributes attributes) {
        return file.toAbsolutePath().normalize() + "|" + attributes.size() + "|"
                + attributes.lastModifiedTime().toMillis();
    }
}
