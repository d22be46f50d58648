package deephash.kernel.protocol;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Keeps a file for its owner alone: cells may hold passwords, and others work on the same machine. */
final class OwnerOnly {

    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /**
     * Makes the file if it is not there, readable by its owner only from the start; takes one that is there from
     * others.
     */
    static void prepare(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWN));
            } else if (!OWN.containsAll(Files.getPosixFilePermissions(file))) {
                Files.setPosixFilePermissions(file, OWN);
            }
        } catch (FileAlreadyExistsException e) {
            // Another kernel has just made it.
        }
    }
}
