package deephash.kernel.eval;

import deephash.kernel.eval.assist.AutoImport;
import deephash.kernel.eval.jshell.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** Imports the classes that completion offered and a cell then uses. */
final class OfferedImports {

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
        errors.map(Diagnostics::message)
                .forEach(message -> offered.wanted(message).ifPresent(found::add));
        found.forEach(this::make);
        return !found.isEmpty();
    }

    /** Imports what a declaration lacks that JShell keeps until it is there. */
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
