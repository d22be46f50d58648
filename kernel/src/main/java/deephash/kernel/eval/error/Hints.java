package deephash.kernel.eval.error;

import deephash.kernel.eval.classpath.TypeIndex;
import deephash.kernel.eval.jshell.CellClass;
import deephash.kernel.eval.state.BrokenDeclarations;
import deephash.kernel.eval.state.LivingVariables;
import deephash.kernel.eval.text.NearNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/** Suggests what to try after an error. */
public final class Hints {

    private static final Pattern SYMBOL = Pattern.compile("(?U)symbol:\\s+(class|variable|method) ([\\w$]+)");
    private static final Pattern PACKAGE = Pattern.compile("(?U)package ([\\w.]+) does not exist");
    private static final Pattern AMBIGUOUS = Pattern.compile("(?U)reference to (\\w+) is ambiguous");

    /** What the JVM says of a class whose static initialiser has failed before. */
    private static final String FAILED = "Could not initialize class ";

    /** What a lambda is while it is serialised. */
    private static final String LAMBDA = "java.lang.invoke.SerializedLambda";

    private static final String MISSING = "java.lang.ClassNotFoundException: ";
    private static final int DEEPEST = 20;

    private final JShell shell;
    private final LivingVariables variables;
    private final BrokenDeclarations reasons;
    private final Supplier<TypeIndex> types;
    private final Supplier<List<Path>> classPath;

    public Hints(
            JShell shell,
            LivingVariables variables,
            BrokenDeclarations reasons,
            Supplier<TypeIndex> types,
            Supplier<List<Path>> classPath) {
        this.shell = shell;
        this.reasons = reasons;
        this.variables = variables;
        this.types = types;
        this.classPath = classPath;
    }

    /**
     * What to try.
     *
     * @param message the compiler's
     * @param text the snippet
     * @param start where in it the error is
     */
    List<String> about(String message, String text, int start) {
        List<String> hints = new ArrayList<>();
        Matcher symbol = SYMBOL.matcher(message);
        if (symbol.find()) {
            aboutSymbol(symbol.group(1), symbol.group(2), "", text, start, hints);
        }
        Matcher ambiguous = AMBIGUOUS.matcher(message);
        if (ambiguous.find()) {
            List<String> names = types.get().named(ambiguous.group(1), classPath.get());
            if (!names.isEmpty()) {
                hints.add("Import the one you mean: import " + String.join("; or import ", names) + ";");
            }
        }
        if (message.contains("--enable-preview")) {
            hints.add("To use it, restart the kernel with DEEPHASH_JAVA_OPTIONS=--enable-preview.");
        }
        Matcher missing = PACKAGE.matcher(message);
        if (missing.find()) {
            hints.add("Is the library on the class path? %maven GROUP:ARTIFACT:VERSION or %jars PATH adds one.");
        }
        return hints;
    }

    private void aboutSymbol(String kind, String name, String declared, String text, int start, List<String> hints) {
        String how = variables.lostHow(name);
        if (how != null) {
            hints.add(name + " " + how + ": run the cell that makes it again.");
            return;
        }
        Optional<String> why = reasons.about(name);
        if (why.isPresent()) {
            hints.add(why.get());
            return;
        }
        // A name before a dot may be a class as well as a variable.
        if (kind.equals("class") || (kind.equals("variable") && Character.isUpperCase(name.charAt(0)))) {
            List<String> names = types.get().named(name, classPath.get());
            if (!names.isEmpty()) {
                hints.add("Missing import: import "
                        + String.join("; or import ", names.subList(0, Math.min(5, names.size()))) + ";");
                return;
            }
        }
        nearest(kind, name, declared, text, start).ifPresent(near -> hints.add("Did you mean " + near + "?"));
    }

    /**
     * What to try about a name that a declaration waits for.
     *
     * @param declared the name of the declaration, which is not what was meant
     * @param dependency such as {@code class Foo}
     */
    List<String> aboutUnresolved(String declared, String dependency) {
        List<String> hints = new ArrayList<>();
        Matcher symbol = Pattern.compile("(class|variable|method) ([\\w$]+).*").matcher(dependency);
        if (symbol.matches()) {
            aboutSymbol(symbol.group(1), symbol.group(2), declared, "", 0, hints);
        }
        return hints;
    }

    private Optional<String> nearest(String kind, String name, String declared, String text, int start) {
        List<String> candidates = new ArrayList<>();
        int from = text.startsWith(name, start) ? start : text.indexOf(name, start);
        if (from >= 0) {
            for (Suggestion each : shell.sourceCodeAnalysis().completionSuggestions(text, from, new int[1])) {
                candidates.add(each.continuation());
            }
        }
        if (!kind.equals("class") && (from < 1 || text.charAt(from - 1) != '.')) {
            shell.variables().map(VarSnippet::name).forEach(candidates::add);
            shell.methods().forEach(each -> candidates.add(each.name() + "("));
        }
        shell.types().forEach(each -> candidates.add(each.name()));
        if (kind.equals("method")) {
            candidates.removeIf(each -> !each.contains("("));
        }
        Optional<String> near = NearNames.nearest(
                name,
                NearNames.plain(candidates).stream()
                        .filter(each -> !each.equals(declared))
                        .toList());
        if (near.isEmpty() && kind.equals("class")) {
            near = NearNames.nearest(name, types.get().simpleNames(classPath.get()));
        }
        return near;
    }

    /** What to try after an exception, null if its message says it all. */
    static @Nullable String about(Throwable thrown) {
        if (thrown instanceof OutOfMemoryError) {
            long megabytes = Runtime.getRuntime().maxMemory() >> 20;
            return "The heap holds " + megabytes + " MB. Free what you no longer need (set variables to null), work on"
                    + " less at a time, or restart with a larger heap: DEEPHASH_JAVA_OPTIONS=-Xmx8g.";
        }
        if (thrown instanceof StackOverflowError) {
            return "A method calls itself without end, or too deep.";
        }
        // Only for this class: getMessage() of others may be the user's code, and fail.
        String message = thrown instanceof NoClassDefFoundError ? thrown.getMessage() : null;
        if (message != null && message.startsWith(FAILED)) {
            String name = Messages.plain(message.substring(FAILED.length()));
            return "The static initialiser of " + name + " failed when the class was first used, and Java does not try"
                    + " again"
                    + (name.equals(message.substring(FAILED.length()))
                            ? ": the first error says why; restart when that is mended."
                            : ". Mend what made it fail and run the cell of " + name + ": then it is a new class.");
        }
        if (wasSentAway(thrown)) {
            return "A lambda of a cell, or an object of a cell's class, cannot be sent to another process, such as an"
                    + " executor of Spark: there are no classes of cells there, and no values of a cell's "
                    + "variables. Say it"
                    + " with columns, as in table.selectExpr(\"id * \" + k), or put the class into a jar that is on the"
                    + " class path of both, and hand it the values.";
        }
        if (thrown instanceof NoClassDefFoundError || thrown instanceof ClassNotFoundException) {
            return "A class is missing at run time: is a library's own dependency on the class path?"
                    + " %maven adds a library with all it needs.";
        }
        return null;
    }

    /** Whether the failure is a class of a cell that was serialised and could not be found where it was read back. */
    private static boolean wasSentAway(Throwable thrown) {
        int depth = 0;
        for (Throwable each = thrown; each != null && depth < DEEPEST; each = each.getCause(), depth++) {
            String said = Messages.said(each);
            // Spark tells in its message what its executors threw
            if ((each instanceof ClassNotFoundException && CellClass.isOne(said))
                    || said.contains(LAMBDA)
                    || (said.contains(MISSING)
                            && CellClass.isOne(said.substring(said.indexOf(MISSING) + MISSING.length())))) {
                return true;
            }
        }
        return false;
    }
}
