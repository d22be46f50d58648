package deephash.kernel.eval;

import deephash.kernel.eval.assist.AutoImport;
import deephash.kernel.eval.jshell.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Imports the classes that completion offered and a cell then uses, and those that a user's import of a whole package
 * means where what every session imports has a class of the same name.
 */
final class OfferedImports {

    private static final Pattern AMBIGUOUS = Pattern.compile(
            "(?U)reference to \\w+ is ambiguous\\s+both \\w+ ([\\w.$]+) in ([\\w.]+) and \\w+ ([\\w.$]+) in "
                    + "([\\w.]+) match");

    private final JShell shell;
    private final AutoImport offered;
    private final Consumer<String> evaluator;

    /**
     * Imports into a shell.
     *
     * @param evaluator evaluates an import statement
     */
    OfferedImports(JShell shell, AutoImport offered, Consumer<String> evaluator) {
        this.shell = shell;
        this.offered = offered;
        this.evaluator = evaluator;
    }

    /**
     * Imports what errors name as missing.
     *
     * @return whether something was imported, so that a second try may succeed
     */
    boolean importMissing(Stream<Diag> errors) {
        List<String> found = new ArrayList<>();
        List<String> meant = new ArrayList<>();
        errors.map(Diagnostics::message).forEach(message -> {
            offered.wanted(message).ifPresent(found::add);
            ofUser(message).filter(each -> !meant.contains(each)).ifPresent(meant::add);
        });
        found.forEach(this::make);
        meant.forEach(each -> evaluator.accept("import " + each + ";"));
        return !found.isEmpty() || !meant.isEmpty();
    }

    /** Of two classes with the same name, the one that the user imported; the session's own imports give way. */
    private Optional<String> ofUser(String message) {
        Matcher both = AMBIGUOUS.matcher(message);
        if (!both.find()) {
            return Optional.empty();
        }
        boolean jdk = both.group(2).startsWith("java.") && both.group(4).startsWith("java.");
        boolean first = isOfUser(both.group(2));
        boolean second = isOfUser(both.group(4));
        return jdk || first == second ? Optional.empty() : Optional.of(first ? both.group(1) : both.group(3));
    }

    /**
     * Whether the user imported a package. The session's own imports are one snippet; each of a user's is a snippet of
     * its own.
     */
    private boolean isOfUser(String packageName) {
        return shell.imports()
                .anyMatch(each -> each.fullname().equals(packageName + ".*")
                        && each.source().indexOf(';') == each.source().lastIndexOf(';'));
    }

    /** Imports the types that a declaration still lacks; JShell keeps such a declaration until they exist. */
    void importLacking(Snippet declared) {
        if (declared instanceof DeclarationSnippet declaration
                && shell.status(declared) != Snippet.Status.VALID
                && shell.status(declared).isActive()) {
            List<String> lacking = shell.unresolvedDependencies(declaration).toList();
            lacking.forEach(each -> offered.lacked(each).ifPresent(this::make));
        }
    }

    private void make(String qualifiedName) {
        evaluator.accept("import " + qualifiedName + ";");
        StatementRunner.tell(AutoImport.note(qualifiedName));
    }
}
