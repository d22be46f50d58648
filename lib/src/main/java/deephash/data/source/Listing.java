package deephash.data.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The visible folders and images of a folder, by name. */
public final class Listing {

    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "webp", "bmp", "gif");

    private static final Set<String> OF_SYSTEMS = Set.of(
            "__macosx", "@eadir", "#recycle", "lost+found", "system volume information", "__pycache__", "recycler");

    private Listing() {}

    public static List<Path> folders(Path folder) throws IOException {
        return list(folder, path -> Files.isDirectory(path) && !isOfTheSystem(path));
    }

    /** Folders that operating systems and programs create beside users' files. */
    private static boolean isOfTheSystem(Path folder) {
        String name = folder.getFileName().toString();
        return OF_SYSTEMS.contains(name.toLowerCase(Locale.ROOT)) || name.startsWith("$");
    }

    public static List<Path> images(Path folder) throws IOException {
        // a name like an image's may be a folder or a dead link: decoding reports it
        return list(folder, path -> isImage(path) && !Files.isDirectory(path));
    }

    /**
     * The images of a folder, and what is none by its ending and a picture all the same.
     *
     * @param images as {@link #images} gives them
     * @param others by name
     */
    public record Pictures(List<Path> images, List<Path> others) {}

    public static Pictures files(Path folder) throws IOException {
        List<Path> all = list(folder, path -> isImage(path) ? !Files.isDirectory(path) : OtherPictures.isOne(path));
        return new Pictures(
                all.stream().filter(Listing::isImage).toList(),
                all.stream().filter(path -> !isImage(path)).toList());
    }

    /** Whether a file is an image by its ending. */
    public static boolean isImage(Path file) {
        String name = file.getFileName().toString();
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> paths = new ArrayList<>();
            entries.filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(wanted)
                    .forEach(paths::add);
            // by characters, not by bytes, so that the order is the same on every system
            paths.sort((a, b) ->
                    a.getFileName().toString().compareTo(b.getFileName().toString()));
            return List.copyOf(paths);
        } catch (AccessDeniedException e) {
            throw new DatasetException("Folder \"" + folder + "\" may not be read (permission denied).", e);
        }
    }
}
