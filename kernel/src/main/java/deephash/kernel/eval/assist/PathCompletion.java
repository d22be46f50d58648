package deephash.kernel.eval.assist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Completion of file paths inside a string literal, and of the arguments of magics. */
public final class PathCompletion {

    private static final int MOST = 200;

    private PathCompletion() {}

    /**
     * The paths that begin as written.
     *
     * @param cursor where what is written ends
     */
    public static Completion of(String written, int cursor) {
        int slash = written.lastIndexOf('/');
        String folder = slash < 0 ? "" : written.substring(0, slash + 1);
        String prefix = written.substring(slash + 1);
        return new Completion(list(folder, prefix), cursor - prefix.length(), cursor);
    }

    private static List<Completion.Candidate> list(String folder, String prefix) {
        List<Completion.Candidate> found = new ArrayList<>();
        String home = folder.startsWith("~/") ? System.getProperty("user.home") + folder.substring(1) : folder;
        try (Stream<Path> files = Files.list(Path.of(home.isEmpty() ? "." : home))) {
            files.filter(each -> name(each).startsWith(prefix)
                            && (!prefix.isEmpty() || !name(each).startsWith(".")))
                    .sorted()
                    .limit(MOST)
                    .forEach(each -> found.add(
                            new Completion.Candidate(name(each) + (Files.isDirectory(each) ? "/" : ""), "path", "")));
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
        return found;
    }

    private static String name(Path path) {
        @Nullable Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
