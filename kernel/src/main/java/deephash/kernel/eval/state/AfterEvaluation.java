package deephash.kernel.eval.state;

import deephash.kernel.eval.run.StaticFields;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** Repairs what an evaluation changed beside what it declared, and says what the user should know. */
public final class AfterEvaluation {

    private final JShell shell;
    private final NameClashes clashes;
    private final LivingVariables variables;
    private final StaticFields statics;
    private final BrokenDeclarations reasons;
    private final SnippetCleanup forgetting;
    private final IntersectionVariables mixed;
    private final FinalVariables finals;

    public AfterEvaluation(
            JShell shell,
            NameClashes clashes,
            LivingVariables variables,
            StaticFields statics,
            BrokenDeclarations reasons,
            SnippetCleanup forgetting) {
        this.shell = shell;
        this.clashes = clashes;
        this.variables = variables;
        this.statics = statics;
        this.reasons = reasons;
        this.forgetting = forgetting;
        mixed = new IntersectionVariables(variables);
        finals = new FinalVariables(shell, forgetting);
    }

    /**
     * Looks at what an evaluation changed, and repairs it.
     *
     * @return what the user should know, in sentences
     */
    public List<String> follow(List<SnippetEvent> evaluation) {
        List<SnippetEvent> events = new ArrayList<>(evaluation);
        takeBackRefused(events);
        List<String> notes = new ArrayList<>(clashes.settle(events));
        notes.addAll(variables.follow(events));
        events.addAll(mixed.follow(events));
        finals.follow(events);
        notes.addAll(statics.takeNotes());
        notes.addAll(reasons.broken(events));
        for (SnippetEvent each : events) {
            if (each.status() == Snippet.Status.OVERWRITTEN) {
                forgetting.overwritten(each.snippet());
            } else if (each.snippet() instanceof TypeDeclSnippet type) {
                forgetting.declared(type);
            }
        }
        return notes;
    }

    /**
     * Drops a variable whose initialiser failed: JShell would keep it with null, 0 or false, as if it had that value.
     *
     * @return what the user should know
     */
    public String failed(VarSnippet variable) {
        List<SnippetEvent> events = shell.drop(variable);
        variables.failed(variable);
        List<String> notes = new ArrayList<>();
        notes.add(variable.name() + " is not declared, since its initialiser failed.");
        notes.addAll(reasons.broken(events));
        return String.join(" ", notes);
    }

    /** Drops what JShell accepted and the compiler then refused, and restores what it had replaced. */
    private void takeBackRefused(List<SnippetEvent> events) {
        for (SnippetEvent event : List.copyOf(events)) {
            if (event.causeSnippet() == null && reasons.refused(event.snippet())) {
                forgetting.renewCompiler();
                events.addAll(shell.drop(event.snippet()));
                for (SnippetEvent each : List.copyOf(events)) {
                    if (each.status() == Snippet.Status.OVERWRITTEN && each.causeSnippet() == event.snippet()) {
                        events.addAll(restored(each.snippet()));
                    }
                }
            }
        }
    }

    private List<SnippetEvent> restored(Snippet overwritten) {
        if (overwritten instanceof VarSnippet variable) {
            variables.restore(variable);
            return List.of();
        }
        return shell.eval(overwritten.source());
    }
}
