package deephash.kernel.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Completion of file paths inside a string literal, and of the arguments of magics. */
public final class PathCompletion {

    private static final int MOST = 200;

    /** What holds quotes that begin no string: a remark, a character, and a text block, which is no path. */
    private static final Pattern NO_STRING =
            Pattern.compile("//[^\n]*|'(?:\\\\[^\n]{1,5}|[^'\\\\\n])'|\"\"\".*?(?:\"\"\"|\\z)", Pattern.DOTALL);

    private PathCompletion() {}

    static Optional<Completion> at(String cell, int cursor) {
        int quote = openQuote(cell, cursor);
        if (quote < 0) {
            return Optional.empty();
        }
        return Optional.of(of(cell.substring(quote + 1, cursor), cursor));
    }

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

    /** Where the string literal begins in which the cursor stands; -1 if it stands in none. */
    private static int openQuote(String cell, int cursor) {
        Matcher skipped = NO_STRING.matcher(cell.substring(0, cursor));
        int open = -1;
        for (int i = 0; i < cursor; i++) {
            char c = cell.charAt(i);
            if (open >= 0) {
                if (c == '\\') {
                    i++;
                } else if (c == '"' || c == '\n') {
                    open = -1;
                }
            } else if (skipped.region(i, cursor).lookingAt()) {
                i = skipped.end() - 1;
            } else if (c == '"') {
                open = i;
            }
        }
        return open;
    }
}
