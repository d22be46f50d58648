package deephash.data.layout;

import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parts that folders and lists divide a set into, by the names that people give them. */
public final class PartNames {

    private static final Map<String, String> NAMES = Map.of(
            "train", "train",
            "training", "train",
            "test", "test",
            "testing", "test",
            "val", "val",
            "valid", "val",
            "validation", "val",
            "database", "database",
            "query", "query");

    private PartNames() {}

    /** The part of this name, in any case: train, test, val, database or query; null if no part is called so. */
    static @Nullable String of(String name) {
        return NAMES.get(name.toLowerCase(Locale.ROOT));
    }

    /** All names that a part may have. */
    static String names() {
        return String.join(", ", new TreeSet<>(NAMES.keySet()));
    }
}
