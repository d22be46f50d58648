package deephash.data.layout;

import deephash.data.source.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the files that a list names: beside the list, in a folder beside it, or without their ending. */
final class ListedFiles {

    private static final List<String> ENDINGS =
            List.of(".jpg", ".png", ".jpeg", ".webp", ".bmp", ".gif", ".JPG", ".PNG", ".JPEG");

    /** How many names are looked up to find out where the files are. */
    private static final int SOME = 20;

    private final Path folder;
    private final String below;
    private final boolean endings;

    private ListedFiles(Path folder, String below, boolean endings) {
        this.folder = folder;
        this.below = below;
        this.endings = endings;
    }

    /**
     * Looks where the first files lie.
     *
     * @param folder of the list
     * @param names as listed
     */
    static ListedFiles of(Path folder, List<String> names) throws IOException {
        List<String> some = names.subList(0, Math.min(SOME, names.size()));
        List<String> places = new ArrayList<>(List.of(""));
        for (Path sub : Listing.folders(folder)) {
            places.add(sub.getFileName() + "/");
        }
        for (boolean endings : new boolean[] {false, true}) {
            for (String below : places) {
                ListedFiles found = new ListedFiles(folder, below, endings);
                if (some.stream().anyMatch(name -> found.existing(name) != null)) {
                    return found;
                }
            }
        }
        return new ListedFiles(folder, "", false);
    }

    /** What a reader should know: where the files were found; empty if where the list says. */
    String note() {
        return (below.isEmpty() ? "" : " in " + below) + (endings ? ", which lack their endings in the list" : "");
    }

    Path of(String name) {
        Path plain = folder.resolve(below + name).normalize();
        if (below.isEmpty() && !endings && name.chars().allMatch(c -> c < 128)) {
            return plain;
        }
        Path found = existing(name);
        return found == null ? plain : found;
    }

    /** A list from another system may encode é in one character where the file name has two, or the other way round. */
    private @Nullable Path existing(String name) {
        for (String spelt : List.of(
                name,
                Normalizer.normalize(name, Normalizer.Form.NFC),
                Normalizer.normalize(name, Normalizer.Form.NFD))) {
            for (String ending : endings ? ENDINGS : List.of("")) {
                Path file = folder.resolve(below + spelt + ending).normalize();
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        return null;
    }
}
