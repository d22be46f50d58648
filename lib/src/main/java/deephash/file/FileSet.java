package deephash.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Files of one folder that change together: a kill at any moment leaves all as they were before, or all as they are
 * after. Every other file in the folder is not changed.
 *
 * <p>New files are written in the subfolder {@code .deephash-saving}. When they are whole it is renamed to
 * {@code .deephash-saved}, which is the moment of change: from then on its files are the valid ones. They are then
 * moved into the folder one by one, by this save or, if it is killed, by the next. Writers need a {@link Claim};
 * readers do not.
 */
public final class FileSet {

    private static final String SAVING = ".deephash-saving";
    private static final String SAVED = ".deephash-saved";

    private final Path folder;
    private final String head;

    /**
     * The files of a folder.
     *
     * @param folder exists
     * @param head the file that stands for all: where it is, the set is
     */
    public FileSet(Path folder, String head) {
        this.folder = folder;
        this.head = head;
    }

    /**
     * Whether a file in such a folder is one that saving itself uses, and none of the files saved.
     *
     * @param name of a file in the folder
     * @return whether it is internal
     */
    public static boolean isInternal(String name) {
        return name.equals(SAVING) || name.equals(SAVED) || name.equals(Claim.FILE);
    }

    /** Writes a file under a name that is not taken. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it, down to the disk.
         *
         * @param file to be made
         * @throws IOException if that fails; the set is then left as it was
         */
        void to(Path file) throws IOException;
    }

    /**
     * Where the valid version of a file lies now, if it exists. It may be moved into the folder at any moment.
     *
     * @param name the name the version was saved under
     * @return where it lies
     */
    public Path find(String name) {
        Path saved = folder.resolve(SAVED).resolve(name);
        return isFolder(folder.resolve(SAVED)) && Files.exists(saved) ? saved : folder.resolve(name);
    }

    /** Whether a save has not yet moved all of its files to their places. */
    public boolean isMoving() {
        return isFolder(folder.resolve(SAVED));
    }

    /**
     * Replaces files.
     *
     * @param files what to write, by name, in this order; the head among them
     * @param obsolete names of files of the set as it was before that are not part of it any more
     * @throws IOException if they cannot be written; all files are then as before
     */
    public void write(Map<String, Content> files, List<String> obsolete) throws IOException {
        Path saving = folder.resolve(SAVING);
        finish();
        discard(saving);
        boolean whole = false;
        try {
            Files.createDirectory(saving);
            for (Map.Entry<String, Content> entry : files.entrySet()) {
                entry.getValue().to(saving.resolve(entry.getKey()));
            }
            move(saving, folder.resolve(SAVED));
            whole = true;
        } finally {
            if (!whole) {
                discard(saving);
            }
        }
        finish();
        for (String name : obsolete) {
            if (!files.containsKey(name)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    /** Moves the files of a completed save to their places, the head last. */
    private void finish() throws IOException {
        Path saved = folder.resolve(SAVED);
        if (!isFolder(saved)) {
            return;
        }
        List<Path> files = new ArrayList<>(list(saved));
        files.sort((a, b) -> Boolean.compare(a.endsWith(head), b.endsWith(head)));
        for (Path file : files) {
            move(file, folder.resolve(file.getFileName()));
        }
        Files.delete(saved);
    }

    private static void discard(Path saving) throws IOException {
        if (!Files.exists(saving, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!isFolder(saving)) {
            throw new NotDirectoryException(saving.toString());
        }
        for (Path file : list(saving)) {
            Files.delete(file);
        }
        Files.delete(saving);
    }

    private static List<Path> list(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.toList();
        }
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.isDirectory(to)) {
            throw new FileSystemException(to.toString(), null, "it is a folder, where a file is to be saved");
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            throw new FileSystemException(
                    from.toString(), to.toString(), "it has vanished while it was saved: was the folder removed?");
        }
    }
}
