package deephash.duplicates;

import deephash.data.source.DatasetException;
import deephash.data.source.PictureFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The image files in folders and in the folders below them. Hidden files and folders are passed over, links to folders
 * are not followed, and a file that is there under two names (a hard link) counts once.
 *
 * @param files by path, with what tells whether they have changed
 * @param links second names of files: name to the name under which the file counts
 * @param unreadable folders and files that may not be read, with the reason
 */
record PhotoFolders(
        NavigableMap<Path, Stamp> files, NavigableMap<Path, Path> links, NavigableMap<Path, String> unreadable) {

    /**
     * The length of a file and the time of its last change.
     *
     * @param bytes its length
     * @param modified milliseconds since 1970
     */
    record Stamp(long bytes, long modified) {
        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis());
        }

        static Stamp of(Path file) throws IOException {
            return of(Files.readAttributes(file, BasicFileAttributes.class));
        }
    }

    static PhotoFolders scan(List<Path> folders) {
        PhotoFolders found = new PhotoFolders(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        Map<Object, Path> keys = new HashMap<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new DatasetException("\"" + folder + "\" is no folder. Give one or more folders of photos.");
            }
            try {
                Files.walkFileTree(folder.toAbsolutePath().normalize(), found.visitor(keys));
            } catch (IOException e) {
                throw new DatasetException("Folder \"" + folder + "\" could not be read: " + e.getMessage(), e);
            }
        }
        return found;
    }

    private SimpleFileVisitor<Path> visitor(Map<Object, Path> keys) {
        return new SimpleFileVisitor<>() {
            private int depth;

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (depth > 0 && isHidden(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                depth++;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                depth--;
                if (e != null) {
                    unreadable.put(folder, PictureFile.reason(e));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (PictureFile.isNamedSo(file)
                        && !isHidden(file)
                        && !files.containsKey(file)
                        && !links.containsKey(file)) {
                    take(file, attributes, keys);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                unreadable.put(file, PictureFile.reason(e));
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private void take(Path file, BasicFileAttributes attributes, Map<Object, Path> keys) {
        BasicFileAttributes of = attributes;
        if (attributes.isSymbolicLink()) {
            try {
                of = Files.readAttributes(file, BasicFileAttributes.class);
            } catch (IOException e) {
                unreadable.put(file, "the link leads nowhere");
                return;
            }
        }
        if (!of.isRegularFile()) {
            return;
        }
        Object key = of.fileKey();
        Path other = key == null ? null : keys.get(key);
        if (other == null) {
            files.put(file, Stamp.of(of));
        } else {
            // the first by name, so that the order in which a system lists files does not matter
            Path first = other.compareTo(file) < 0 ? other : file;
            files.remove(other);
            files.put(first, Stamp.of(of));
            links.replaceAll((name, before) -> before.equals(other) ? first : before);
            links.put(first.equals(file) ? other : file, first);
        }
        if (key != null) {
            keys.put(key, other != null && other.compareTo(file) < 0 ? other : file);
        }
    }

    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    /** Folders that lie in others of the list are in them already. */
    static List<Path> absolute(List<Path> folders) {
        List<Path> absolute = new ArrayList<>();
        folders.forEach(folder -> absolute.add(folder.toAbsolutePath().normalize()));
        return absolute;
    }
}
