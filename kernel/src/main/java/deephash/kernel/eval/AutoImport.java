package deephash.kernel.eval;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Classes that completion has offered without their import. A completion can only replace text at the cursor, so the
 * import is made when a cell first uses the class.
 */
final class AutoImport {

    private static final Pattern MISSING = Pattern.compile("(?U)symbol:\\s+(?:class|variable) ([\\w$]+)");

    private final Map<String, String> offered = new ConcurrentHashMap<>();

    /** Remembers that a simple name was offered for a class. */
    void offer(String simpleName, String qualifiedName) {
        offered.put(simpleName, qualifiedName);
    }

    /** The class to import to cure an error, each only once. */
    Optional<String> wanted(String error) {
        Matcher missing = MISSING.matcher(error);
        return missing.find() ? Optional.ofNullable(offered.remove(missing.group(1))) : Optional.empty();
    }
}
