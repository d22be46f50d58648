package deephash.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Files that are pictures to a user but are not read: of other formats, or without an ending of an image. */
public final class OtherPictures {

    private static final Set<String> KINDS = Set.of(
            "heic", "heif", "avif", "tif", "tiff", "jxl", "jp2", "svg", "psd", "xcf", "ico", "tga", "pnm", "pgm", "ppm",
            "dng", "cr2", "cr3", "nef", "arw", "orf", "rw2", "raf", "raw");

    /** The first bytes of files in the formats that are read. */
    private static final List<String> BEGINNINGS = List.of("\u00FF\u00D8\u00FF", "\u0089PNG\r\n", "GIF8");

    private OtherPictures() {}

    /** Whether a file that is no image by its ending is a picture all the same. */
    static boolean isOne(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file)
                && (KINDS.contains(name.substring(name.lastIndexOf('.') + 1)) || beginsLikeOne(file));
    }

    private static boolean beginsLikeOne(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
            return BEGINNINGS.stream().anyMatch(start::startsWith)
                    || (start.startsWith("RIFF") && start.endsWith("WEBP"));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * What to tell of them: {@code "10 files (.HEIC, .tiff) look like pictures, but are not used: ..."}.
     *
     * @param files at least one
     */
    public static String note(Collection<Path> files) {
        Set<String> kinds = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Path file : files) {
            String name = file.getFileName().toString();
            int dot = name.lastIndexOf('.');
            kinds.add(dot <= 0 ? "without ending" : name.substring(dot));
        }
        boolean one = files.size() == 1;
        return String.format(
                Locale.ROOT,
                "%,d %s (%s) %s, but %s not used: images end in .jpg, .jpeg, .jpe, .jfif, .png, .webp, .bmp or .gif."
                        + " Convert or rename %s.",
                files.size(),
                one ? "file" : "files",
                String.join(", ", kinds),
                one ? "looks like a picture" : "look like pictures",
                one ? "is" : "are",
                one ? "it" : "them");
    }
}
