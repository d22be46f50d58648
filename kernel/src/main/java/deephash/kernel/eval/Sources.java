package deephash.kernel.eval;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the documentation of classes comes from. */
final class Sources {

    private Sources() {}

    /** The source jars of the property {@code deephash.sources}, those that exist. */
    static List<Path> configured() {
        List<Path> found = new ArrayList<>();
        for (String each : System.getProperty("deephash.sources", "").split(File.pathSeparator)) {
            if (!each.isBlank() && Files.exists(Path.of(each))) {
                found.add(Path.of(each));
            }
        }
        return found;
    }
}
