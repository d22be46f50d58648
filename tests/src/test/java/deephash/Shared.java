package deephash;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reference values and data sets that lie beside the checkout, not in it: {@code ../shared}, or $DEEPHASH_SHARED. */
public final class Shared {

    private Shared() {}

    /** The path of something shared; the test is skipped, saying what it lacks, where that is absent. */
    public static Path require(String name) {
        String given = System.getenv("DEEPHASH_SHARED");
        Path folder = given != null
                ? Path.of(given)
                : Path.of(System.getProperty("deephash.root", "..")).resolveSibling("shared");
        Path path = folder.resolve(name);
        Suites.require(
                "shared",
                Files.exists(path),
                path.toAbsolutePath() + " is not there; set DEEPHASH_SHARED to the folder that" + " holds " + name
                        + ".");
        return path;
    }
}
