package deephash.data;

import deephash.data.cache.StorageFolders;
import deephash.data.layout.Names;
import deephash.data.source.DatasetException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The message for a data set that was not found. */
final class NotFound {

    private NotFound() {}

    /** Nothing was named. */
    static DatasetException nothingNamed() {
        return new DatasetException("No data set is named. Give load a known name (" + known()
                + ") or the path of a folder of images; \".\" is the current one.");
    }

    /** A set that is known by name, and is not on this computer. */
    static DatasetException absent(KnownDataset set) {
        return new DatasetException("Data set \"" + set.name() + "\" is not on this computer. To get it:\n"
                + set.steps() + "\nLooked in "
                + (StorageFolders.roots().isEmpty()
                        ? "datasets/ here and above, which is not there"
                        : Names.list(StorageFolders.roots().stream()
                                .map(Path::toString)
                                .toList()))
                + "; another place can be named in DEEPHASH_DATASETS. More about it is in datasets/" + set.name()
                + ".md.");
    }

    /** What is neither known by name nor there. */
    static DatasetException unknown(String name) {
        Path path = isPath(name) ? path(name) : null;
        if (path != null) {
            Path above = path.getParent();
            while (above != null && !Files.exists(above)) {
                above = above.getParent();
            }
            return new DatasetException("There is no folder \"" + path + "\""
                    + (above == null ? "" : "; \"" + above + "\" is there")
                    + ". Give a folder with one subfolder of images a class, or of images alone; or a known name: "
                    + known() + ".");
        }
        return new DatasetException("No data set \"" + name + "\"." + Names.suggest(name, names()) + " Known: "
                + known() + "; or give a folder with one subfolder of images a class.");
    }

    private static boolean isPath(String name) {
        return name.indexOf('/') >= 0 || name.contains(File.separator);
    }

    private static @Nullable Path path(String name) {
        try {
            return Path.of(name).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static List<String> names() {
        return KnownDataset.all().stream().map(KnownDataset::name).toList();
    }

    private static String known() {
        return String.join(", ", names());
    }
}
