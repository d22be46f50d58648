package deephash.kernel.eval.state;

import deephash.kernel.eval.jshell.Diagnostics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/**
 * Explains why a declaration that JShell keeps cannot be used: it names something that is not declared, or something
 * that it uses has changed so that it no longer compiles.
 */
public final class BrokenDeclarations {

    private final JShell shell;

    public BrokenDeclarations(JShell shell) {
        this.shell = shell;
    }

    /** Whether JShell keeps something that cannot be used now, but may be later. */
    public boolean waits(Snippet snippet) {
        Status status = shell.status(snippet);
        return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
    }

    /**
     * Whether JShell accepted what can never be used, since the compiler found the fault only when it wrote the class
     * file: a text that is too long for one.
     */
    boolean refused(Snippet snippet) {
        return shell.status(snippet) == Status.RECOVERABLE_NOT_DEFINED
                && missing(snippet).isEmpty()
                && shell.diagnostics(snippet).anyMatch(each -> each.isError() && !isResolution(each.getCode()));
    }

    private static boolean isResolution(String code) {
        return code.startsWith("compiler.err.cant.resolve")
                || code.equals("compiler.err.cant.apply.symbol")
                || code.equals("compiler.err.doesnt.exist");
    }

    /** What it names that is not declared, such as {@code class Key}; may be empty. */
    String missing(Snippet snippet) {
        return snippet instanceof DeclarationSnippet declaration
                ? shell.unresolvedDependencies(declaration).collect(Collectors.joining(", "))
                : "";
    }

    /** The rest of a sentence that begins with what cannot be used. */
    public String why(Snippet snippet) {
        String missing = missing(snippet);
        return missing.isEmpty() ? ": " + fault(snippet) : " before " + missing + " is declared.";
    }

    /** Why something with this name, which is declared, cannot be used; empty if there is no such thing. */
    public Optional<String> about(String name) {
        return shell.snippets()
                .filter(each -> each instanceof DeclarationSnippet declaration
                        && declaration.name().equals(name)
                        && waits(each))
                .findFirst()
                .map(each -> name + " is declared, but cannot be used" + why(each));
    }

    /** What compiled before an evaluation and no longer does, in sentences. */
    List<String> broken(List<SnippetEvent> events) {
        Map<Snippet, Status> before = new LinkedHashMap<>();
        for (SnippetEvent event : events) {
            Kind kind = event.snippet().kind();
            if (event.causeSnippet() != null && (kind == Kind.METHOD || kind == Kind.TYPE_DECL)) {
                before.putIfAbsent(event.snippet(), event.previousStatus());
            }
        }
        List<String> notes = new ArrayList<>();
        before.forEach((snippet, status) -> {
            if (status == Status.VALID && waits(snippet) && snippet instanceof DeclarationSnippet declaration) {
                String missing = missing(snippet);
                notes.add(declaration.name() + " no longer compiles: "
                        + (missing.isEmpty() ? fault(snippet) : "there is no " + missing + "."));
            }
        });
        return notes;
    }

    /** The first error of the compiler. */
    private String fault(Snippet snippet) {
        return shell.diagnostics(snippet)
                .filter(Diag::isError)
                .findFirst()
                .map(each -> Diagnostics.message(each).replaceAll("\\s+", " ") + ".")
                .orElse("the compiler does not say why.");
    }
}
