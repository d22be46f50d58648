package deephash.kernel.magic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The environment variables of the process, and those set since with {@code %env}. */
final class Environment {

    private final Map<String, String> set = new LinkedHashMap<>();

    /** What was set with {@code %env}. */
    synchronized Map<String, String> set() {
        return Map.copyOf(set);
    }

    /** Prints all variables or one, or sets one. */
    synchronized @Nullable Object show(String argument) {
        Map<String, String> all = new TreeMap<>(System.getenv());
        all.putAll(set);
        int equals = argument.indexOf('=');
        if (argument.isBlank()) {
            all.forEach((key, value) -> System.out.println(key + "=" + value));
        } else if (equals > 0) {
            String name = argument.substring(0, equals).strip();
            set.put(name, argument.substring(equals + 1).strip());
            System.out.println(name + " is set for %%bash. System.getenv, which a JVM cannot change, "
                    + (System.getenv(name) == null ? "does not have it." : "still has " + System.getenv(name) + "."));
        } else {
            String value = all.get(argument);
            System.out.println(value == null ? argument + " is not set" : value);
        }
        return null;
    }
}
