package deephash.kernel.magic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The environment variables of the process, and those set since with {@code %env}. */
final class Environment {

    private static final Pattern NAME = Pattern.compile("[^\\s=\"']+");
    private static final Pattern SETTING = Pattern.compile("(" + NAME + ")(?:\\s*=\\s*|\\s+(?=\\S))(.*)");

    private final Map<String, String> set = new LinkedHashMap<>();

    /** The variables set with {@code %env}. */
    synchronized Map<String, String> set() {
        return Map.copyOf(set);
    }

    /** Prints all variables or one, or sets one. */
    synchronized @Nullable Object show(String argument) {
        Map<String, String> all = new TreeMap<>(System.getenv());
        all.putAll(set);
        // IPython's %env NAME VALUE does the same as %env NAME=VALUE.
        Matcher setting = SETTING.matcher(argument);
        if (argument.isBlank()) {
            all.forEach((key, value) -> System.out.println(key + "=" + value));
        } else if (setting.matches()) {
            String name = setting.group(1);
            set.put(name, setting.group(2));
            System.out.println(name + " is set for %%bash. System.getenv, which a JVM cannot change, "
                    + (System.getenv(name) == null ? "does not have it." : "still has " + System.getenv(name) + "."));
        } else if (!NAME.matcher(argument).matches()) {
            throw new IllegalArgumentException("A variable's name is one word of letters, digits and _, not: "
                    + argument + ". Set one with %env NAME=VALUE.");
        } else {
            String value = all.get(argument);
            System.out.println(value == null ? argument + " is not set" : value);
        }
        return null;
    }
}
