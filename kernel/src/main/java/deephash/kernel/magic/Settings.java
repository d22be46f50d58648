package deephash.kernel.magic;

import deephash.kernel.eval.EvaluatorOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables by which IJava and JJava are set up: {@code IJAVA_CLASSPATH}, {@code IJAVA_COMPILER_OPTS},
 * {@code IJAVA_STARTUP_SCRIPTS_PATH}, {@code IJAVA_STARTUP_SCRIPT}, {@code IJAVA_TIMEOUT}, and the same with
 * {@code JJAVA_}, which win.
 */
public final class Settings {

    private static final Pattern TIME = Pattern.compile("(-?\\d+)\\s*([A-Za-z]*)");

    private Settings() {}

    /** How evaluators of this process start. */
    public static EvaluatorOptions evaluator() {
        return evaluator(System.getenv());
    }

    /**
     * How evaluators start in a given environment.
     *
     * @throws IllegalArgumentException if a variable makes no sense; the message names it
     */
    static EvaluatorOptions evaluator(Map<String, String> environment) {
        EvaluatorOptions options = EvaluatorOptions.defaults();
        List<Path> classPath = files(environment, "CLASSPATH");
        classPath.forEach(ClassPathFiles::check);
        options = options.classPath(classPath);
        String compiler = value(environment, "COMPILER_OPTS");
        if (compiler != null) {
            options = options.compilerOptions(MagicText.words(compiler));
        }
        List<String> startup = new ArrayList<>();
        for (Path script : files(environment, "STARTUP_SCRIPTS_PATH")) {
            try {
                startup.add(Files.readString(script));
            } catch (IOException e) {
                throw new UncheckedIOException("The start-up script " + script + " cannot be read: " + e, e);
            }
        }
        String snippet = value(environment, "STARTUP_SCRIPT");
        if (snippet != null) {
            startup.add(snippet);
        }
        return options.startup(startup).timeout(timeout(environment));
    }

    private static String name(Map<String, String> environment, String name) {
        return environment.containsKey("JJAVA_" + name) ? "JJAVA_" + name : "IJAVA_" + name;
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
        String value = environment.get(name(environment, name));
        return value == null || value.isBlank() ? null : value;
    }

    private static List<Path> files(Map<String, String> environment, String name) {
        List<Path> files = new ArrayList<>();
        String paths = value(environment, name);
        if (paths != null) {
            for (String each : paths.split(File.pathSeparator)) {
                List<Path> found = ClassPathFiles.matching(each);
                if (found.isEmpty() && each.indexOf('*') < 0) {
                    throw new IllegalArgumentException(
                            name(environment, name) + " names " + each + ", which does not exist.");
                }
                files.addAll(found);
            }
        }
        return files;
    }

    /** {@code 5000}, {@code 30 SECONDS}; a number below 1 is no limit. */
    private static @Nullable Duration timeout(Map<String, String> environment) {
        String text = value(environment, "TIMEOUT");
        if (text == null) {
            return null;
        }
        Matcher time = TIME.matcher(text.strip());
        try {
            if (time.matches()) {
                TimeUnit unit = time.group(2).isEmpty()
                        ? TimeUnit.MILLISECONDS
                        : TimeUnit.valueOf(time.group(2).toUpperCase(Locale.ROOT));
                long millis = unit.toMillis(Long.parseLong(time.group(1)));
                return millis < 1 ? null : Duration.ofMillis(millis);
            }
        } catch (IllegalArgumentException notAUnit) {
            // said below
        }
        throw new IllegalArgumentException(name(environment, "TIMEOUT") + " is \"" + text
                + "\"; it takes milliseconds (5000), or a number with a unit (30 SECONDS).");
    }
}
