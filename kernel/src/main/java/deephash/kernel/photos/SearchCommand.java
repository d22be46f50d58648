package deephash.kernel.photos;

import deephash.duplicates.PhotoIndex;
import deephash.duplicates.PhotoSearch;
import deephash.kernel.install.Root;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deephash search}: the photos of an index that are nearest to a picture. */
@Command(
        name = "search",
        description = "Finds the photos of an index that are nearest to a picture. The index is used as it is:"
                + " `deephash duplicates` brings it up to date.",
        mixinStandardHelpOptions = true)
public final class SearchCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "IMAGE", description = "The picture to search with.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path image;

    @Option(
            names = "--in",
            required = true,
            paramLabel = "INDEX",
            description = "The index, whose place `deephash duplicates` says.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path index;

    @Option(names = "-k", defaultValue = "10", paramLabel = "N", description = "How many to show (default: 10).")
    private int count = 10;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (PhotoIndex photos = PhotoIndex.open(Root.given(index))) {
            for (PhotoSearch.Hit hit : PhotoSearch.nearest(photos, Root.given(image), count)) {
                out.printf(
                        Locale.ROOT,
                        "%4d bits  %s  (%s)%n",
                        hit.distance(),
                        hit.photo().file(),
                        hit.falsePairs());
            }
        }
        out.flush();
        return 0;
    }
}
