package deephash.kernel.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Jars that every user of the machine may read. Maven's repository is in the home of who built, which others may not
 * look into; its files are then linked into the checkout, in the same folders, and take no room.
 *
 * @param folder where links go
 */
record SharedJars(Path folder) {

    /** The jars, or links to those that others could not reach; copies on another disk. */
    List<Path> of(List<Path> jars) throws IOException {
        Path repository = commonFolder(jars);
        List<Path> shared = new ArrayList<>();
        for (Path jar : jars) {
            shared.add(isForAll(jar) ? jar : linked(jar, folder.resolve(repository.relativize(jar))));
        }
        return shared;
    }

    private static Path linked(Path jar, Path link) throws IOException {
        Files.createDirectories(link.getParent());
        try {
            return Files.createLink(link, jar);
        } catch (IOException | UnsupportedOperationException otherDisk) {
            return Files.copy(jar, link, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** The deepest folder that holds all jars; it ends at the root, which holds everything. */
    private static Path commonFolder(List<Path> jars) {
        Path common = Path.of("").toAbsolutePath();
        for (Path jar : jars) {
            Path folder = Objects.requireNonNull(jar.getParent(), "a jar's path is absolute");
            if (jar == jars.get(0)) {
                common = folder;
            }
            while (!folder.startsWith(common)) {
                common = Objects.requireNonNull(common.getParent(), "jars lie on one disk");
            }
        }
        return common;
    }

    /** Whether others may read a file and pass through the folders above it. */
    static boolean isForAll(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return true;
        }
        boolean readable = Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        for (Path above = file.toAbsolutePath().getParent(); above != null && readable; above = above.getParent()) {
            readable = Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE);
        }
        return readable;
    }
}
