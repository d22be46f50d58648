package deephash.kernel.eval.state;

import deephash.kernel.eval.jshell.Diagnostics;
import deephash.kernel.eval.jshell.OneStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/**
 * Tries what would replace something that works. JShell drops a variable, a method or a class, with all objects of it,
 * as soon as it is declared again, even if the new declaration turns out to be wrong.
 */
public final class Redeclarations {

    private static final Pattern INNER =
            Pattern.compile("((?:\\b\\w+\\s+)*)\\b(class|interface|enum|record)\\s+(\\w+)");
    private static final int INNER_NAME = 3;

    private final JShell shell;
    private final OneStep oneStep;

    public Redeclarations(JShell shell, OneStep oneStep) {
        this.shell = shell;
        this.oneStep = oneStep;
    }

    /** Why a text must not be evaluated, at places of the text's first declaration; empty if it may be. */
    public List<Diag> refused(String text) {
        for (Snippet each : shell.sourceCodeAnalysis().sourceToSnippets(text)) {
            if (replaced(each).anyMatch(old -> shell.status(old) == Snippet.Status.VALID)) {
                List<Diag> errors = oneStep.errors(each);
                if (!errors.isEmpty() && isWrong(each, errors)) {
                    return errors;
                }
            }
        }
        return List.of();
    }

    /**
     * The classes that a text replaces and that must go before: one with an inner class that is static now, or the
     * other way round. JShell compiles a class with what uses its old form, and the compiler of JDK 25 then fails.
     */
    public List<? extends Snippet> outOfTheWay(String text) {
        if (INNER.matcher(text).results().limit(2).count() < 2) {
            return List.of();
        }
        return shell.sourceCodeAnalysis().sourceToSnippets(text).stream()
                .filter(TypeDeclSnippet.class::isInstance)
                .flatMap(each -> replaced(each).filter(old -> innerDiffer(old.source(), each.source())))
                .toList();
    }

    private static boolean innerDiffer(String old, String text) {
        Map<String, Boolean> before = inner(old);
        return inner(text).entrySet().stream()
                .anyMatch(each -> !each.getValue().equals(before.getOrDefault(each.getKey(), each.getValue())));
    }

    /** The names of the classes in a text, and whether each is static. */
    private static Map<String, Boolean> inner(String text) {
        Map<String, Boolean> found = new HashMap<>();
        INNER.matcher(text)
                .results()
                .forEach(each -> found.put(
                        each.group(INNER_NAME),
                        !each.group(2).equals("class") || each.group(1).contains("static")));
        return found;
    }

    private Stream<? extends Snippet> replaced(Snippet declared) {
        if (declared instanceof VarSnippet variable) {
            boolean given = variable.subKind() == SubKind.VAR_DECLARATION_WITH_INITIALIZER_SUBKIND;
            return given ? shell.variables().filter(each -> each.name().equals(variable.name())) : Stream.empty();
        } else if (declared instanceof MethodSnippet method) {
            return shell.methods().filter(each -> each.name().equals(method.name()));
        } else if (declared instanceof TypeDeclSnippet type) {
            return shell.types().filter(each -> each.name().equals(type.name()));
        }
        return Stream.empty();
    }

    /**
     * Whether JShell would refuse it as well. Of a method or a class it does not mind what is lacking, which may come;
     * and classes that need each other cannot be tried one by one: the others know the old one.
     */
    private static boolean isWrong(Snippet declared, List<Diag> errors) {
        if (declared instanceof VarSnippet) {
            return true;
        }
        if (errors.stream().allMatch(Redeclarations::isLack)) {
            return false;
        }
        return !(declared instanceof TypeDeclSnippet type)
                || errors.stream().noneMatch(each -> names(Diagnostics.message(each), type.name()));
    }

    private static boolean isLack(Diag error) {
        String code = error.getCode();
        return code.startsWith("compiler.err.cant.resolve")
                || code.equals("compiler.err.cant.apply.symbol")
                // A sealed type knows the old form of what it permits.
                || code.equals("compiler.err.cant.inherit.from.sealed")
                || code.equals("compiler.err.invalid.permits.clause")
                || code.startsWith("compiler.err.non.sealed");
    }

    private static boolean names(String message, String type) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(type) + "(?![\\w$])")
                .matcher(message)
                .find();
    }
}
