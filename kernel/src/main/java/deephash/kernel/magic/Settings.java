package deephash.kernel.magic;

import deephash.kernel.eval.EvaluatorOptions;
import deephash.kernel.library.Workbench;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables by which IJava and JJava are set up: {@code IJAVA_CLASSPATH}, {@code IJAVA_COMPILER_OPTS},
 * {@code IJAVA_STARTUP_SCRIPTS_PATH}, {@code IJAVA_STARTUP_SCRIPT}, {@code IJAVA_TIMEOUT}, and the same with
 * {@code JJAVA_}, which win. Where the JVM has {@code --enable-preview}, the compiler gets it too.
 */
public final class Settings {

    private static final Pattern TIME = Pattern.compile("(-?\\d+)\\s*([A-Za-z]*)");

    private static final String PREVIEW = "--enable-preview";

    /** The variables from which a JVM reads options. */
    private static final List<String> PREVIEW_OF_JVM =
            List.of("DEEPHASH_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

    /** The compiler accepts preview features of its own version only, which must be named. */
    private static final List<String> PREVIEW_OF_COMPILER =
            List.of(PREVIEW, "--source", String.valueOf(Runtime.version().feature()));

    private Settings() {}

    /**
     * The settings with which evaluators of this process start.
     *
     * @throws IllegalArgumentException if a variable makes no sense; the message names it
     */
    public static EvaluatorOptions evaluator() {
        return evaluator(System.getenv());
    }

    /** The same, but reports invalid variables instead of failing: users do not see why a kernel does not start. */
    public static EvaluatorOptions evaluator(Consumer<String> problems) {
        return evaluator(System.getenv(), problems);
    }

    static EvaluatorOptions evaluator(Map<String, String> environment) {
        return evaluator(environment, problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    static EvaluatorOptions evaluator(Map<String, String> environment, Consumer<String> problems) {
        return Workbench.options()
                .classPath(classPath(environment, problems))
                .compilerOptions(compilerOptions(environment, problems))
                .startup(startup(environment, problems))
                .timeout(timeout(environment, problems));
    }

    private static List<Path> classPath(Map<String, String> environment, Consumer<String> problems) {
        List<Path> sound = new ArrayList<>();
        for (Path file : files(environment, "CLASSPATH", problems)) {
            try {
                ClassPathFiles.check(file);
                sound.add(file);
            } catch (IllegalArgumentException e) {
                problems.accept(name(environment, "CLASSPATH") + ": " + e.getMessage());
            }
        }
        return sound;
    }

    /** With an option that the compiler does not know, no cell could be compiled. */
    private static List<String> compilerOptions(Map<String, String> environment, Consumer<String> problems) {
        String text = value(environment, "COMPILER_OPTS");
        boolean preview = PREVIEW_OF_JVM.stream().anyMatch(each -> has(environment, each));
        if (text == null) {
            return preview ? PREVIEW_OF_COMPILER : List.of();
        }
        String name = name(environment, "COMPILER_OPTS");
        List<String> options = MagicText.words(text);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        for (int i = 0; i < options.size(); i++) {
            int arguments = compiler.isSupportedOption(options.get(i));
            if (arguments < 0) {
                problems.accept(name + " has the option " + options.get(i)
                        + ", which the compiler does not know, so none of them is used.");
                return List.of();
            }
            i += arguments;
        }
        if (options.contains(PREVIEW) && !preview) {
            problems.accept(name + " has " + PREVIEW + ", which the JVM needs too, so none of them is used. Set "
                    + PREVIEW_OF_JVM.get(0) + "=" + PREVIEW + " as well.");
            return List.of();
        }
        if (preview && !options.contains(PREVIEW)) {
            List<String> all = new ArrayList<>(options);
            all.addAll(PREVIEW_OF_COMPILER);
            return List.copyOf(all);
        }
        return options;
    }

    private static boolean has(Map<String, String> environment, String variable) {
        return environment.getOrDefault(variable, "").contains(PREVIEW);
    }

    private static List<String> startup(Map<String, String> environment, Consumer<String> problems) {
        List<String> startup = new ArrayList<>();
        for (Path script : files(environment, "STARTUP_SCRIPTS_PATH", problems)) {
            try {
                startup.add(Files.readString(script));
            } catch (IOException e) {
                problems.accept("The start-up script " + script + " cannot be read: " + e);
            }
        }
        String snippet = value(environment, "STARTUP_SCRIPT");
        if (snippet != null) {
            startup.add(snippet);
        }
        return startup;
    }

    private static String name(Map<String, String> environment, String name) {
        return environment.containsKey("JJAVA_" + name) ? "JJAVA_" + name : "IJAVA_" + name;
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
        String value = environment.get(name(environment, name));
        return value == null || value.isBlank() ? null : value;
    }

    private static List<Path> files(Map<String, String> environment, String name, Consumer<String> problems) {
        List<Path> files = new ArrayList<>();
        String paths = value(environment, name);
        if (paths != null) {
            for (String each : paths.split(File.pathSeparator)) {
                List<Path> found = ClassPathFiles.matching(each);
                if (found.isEmpty() && each.indexOf('*') < 0) {
                    problems.accept(name(environment, name) + " names " + each + ", which does not exist.");
                }
                files.addAll(found);
            }
        }
        return files;
    }

    /** {@code 5000}, {@code 30 SECONDS}; a number below 1 is no limit. */
    private static @Nullable Duration timeout(Map<String, String> environment, Consumer<String> problems) {
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
            // reported below
        }
        problems.accept(name(environment, "TIMEOUT") + " is \"" + text
                + "\"; it takes milliseconds (5000), or a number with a unit (30 SECONDS).");
        return null;
    }
}
