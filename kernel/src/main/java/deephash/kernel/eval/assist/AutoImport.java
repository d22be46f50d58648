package deephash.kernel.eval.assist;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Classes that completion has offered without their import. A completion can only replace text at the cursor, so the
 * import is made when a cell first uses the class.
 */
public final class AutoImport {

    private static final Pattern MISSING =
            Pattern.compile("(?U)(?:symbol:\\s+(?:class|variable) ([\\w$]+)|package ([\\w$]+) does not exist)");

    private final Map<String, String> offered = new ConcurrentHashMap<>();

    /** Remembers that a simple name was offered for a class. */
    void offer(String simpleName, String qualifiedName) {
        offered.put(simpleName, qualifiedName);
    }

    /** The class to import to cure an error, each only once. */
    public Optional<String> wanted(String error) {
        Matcher missing = MISSING.matcher(error);
        return missing.find()
                ? named(missing.group(1) == null ? missing.group(2) : missing.group(1))
                : Optional.empty();
    }

    /** The class to import for something that a declaration lacks, as {@code class Name}, each only once. */
    public Optional<String> lacked(String dependency) {
        return named(dependency.substring(dependency.lastIndexOf(' ') + 1));
    }

    private Optional<String> named(String simpleName) {
        return Optional.ofNullable(offered.remove(simpleName));
    }

    /** What the user must know to find the import in the notebook too, where a fresh kernel needs it. */
    public static String note(String qualifiedName) {
        return "Imported " + qualifiedName + ", as completion offered; write: import " + qualifiedName + ";";
    }
}
