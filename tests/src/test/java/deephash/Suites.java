package deephash;

import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Suites that need more than a JDK: {@code python}, {@code browser}, {@code shared}. Where that is missing they are
 * skipped with a message, unless the variable DEEPHASH_REQUIRE_SUITES names them, as it does where a whole run is
 * meant.
 */
public final class Suites {

    private Suites() {}

    /** Continues if a suite has what it needs. */
    public static void require(String suite, boolean met, String otherwise) {
        if (met) {
            return;
        }
        String required = System.getenv("DEEPHASH_REQUIRE_SUITES");
        if (required != null && List.of(required.split(",")).contains(suite)) {
            throw new AssertionError("The " + suite + " suite must run here, but: " + otherwise);
        }
        Assumptions.abort("Skipped the " + suite + " suite: " + otherwise);
    }
}
