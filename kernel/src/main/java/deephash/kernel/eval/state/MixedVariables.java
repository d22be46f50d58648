package deephash.kernel.eval.state;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Gives a {@code var} of several bounds, such as {@code var l = List.of(1, "a")}, a type that can be written. JShell
 * takes the first bound, which of records is {@code Record}; and the compiler of JDK 25 crashes at any statement that
 * mentions the variable as JShell declares it, so that nothing runs.
 */
final class MixedVariables {

    private final LivingVariables variables;

    MixedVariables(LivingVariables variables) {
        this.variables = variables;
    }

    /** Declares again what an evaluation declared so, with its value; what happened then. */
    List<SnippetEvent> follow(List<SnippetEvent> events) {
        List<SnippetEvent> more = new ArrayList<>();
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null
                    && event.status() == Snippet.Status.VALID
                    && event.snippet() instanceof VarSnippet variable
                    && PlainType.isMixed(variable.typeName())) {
                more.addAll(variables.declareAs(PlainType.of(variable.typeName()), variable));
            }
        }
        return more;
    }
}
