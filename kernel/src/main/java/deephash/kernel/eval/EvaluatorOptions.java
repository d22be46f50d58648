package deephash.kernel.eval;

import deephash.kernel.eval.doc.Sources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an evaluator starts.
 *
 * @param classPath jars and folders beside those of the JVM itself
 * @param compilerOptions passed to the Java compiler: {@code --enable-preview}
 * @param startup snippets evaluated after the imports; what they print is shown, an error ends the start
 * @param timeout a cell is stopped after this time, null for never
 * @param sources source jars or folders, for the documentation of what a user asks about
 * @param setup what is there beside Java, such as imports
 */
public record EvaluatorOptions(
        List<Path> classPath,
        List<String> compilerOptions,
        List<String> startup,
        @Nullable Duration timeout,
        List<Path> sources,
        Setup setup) {

    /** Copies the lists. */
    public EvaluatorOptions {
        classPath = List.copyOf(classPath);
        compilerOptions = List.copyOf(compilerOptions);
        startup = List.copyOf(startup);
        sources = List.copyOf(sources);
    }

    /** Java alone; sources as the property {@code deephash.sources} lists them. */
    public static EvaluatorOptions defaults() {
        return new EvaluatorOptions(List.of(), List.of(), List.of(), null, Sources.configured(), Setup.JAVA);
    }

    /** With these jars and folders on the class path. */
    public EvaluatorOptions classPath(List<Path> value) {
        return new EvaluatorOptions(value, compilerOptions, startup, timeout, sources, setup);
    }

    /** With these compiler options. */
    public EvaluatorOptions compilerOptions(List<String> value) {
        return new EvaluatorOptions(classPath, value, startup, timeout, sources, setup);
    }

    /** With these snippets evaluated at the start. */
    public EvaluatorOptions startup(List<String> value) {
        return new EvaluatorOptions(classPath, compilerOptions, value, timeout, sources, setup);
    }

    /** With this limit on the time of a cell. */
    public EvaluatorOptions timeout(@Nullable Duration value) {
        return new EvaluatorOptions(classPath, compilerOptions, startup, value, sources, setup);
    }

    /** With these sources for documentation. */
    public EvaluatorOptions sources(List<Path> value) {
        return new EvaluatorOptions(classPath, compilerOptions, startup, timeout, value, setup);
    }

    /** With this beside Java. */
    public EvaluatorOptions setup(Setup value) {
        return new EvaluatorOptions(classPath, compilerOptions, startup, timeout, sources, value);
    }
}
