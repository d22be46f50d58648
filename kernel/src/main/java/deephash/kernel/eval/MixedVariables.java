package deephash.kernel.eval;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Gives a {@code var} of several bounds, such as {@code var l = List.of(1, "a")}, a type that can be written. Newer
 * compilers crash at any statement that mentions the variable as JShell declares it, and JShell then runs nothing.
 */
final class MixedVariables {

    /** JDK 17 gets it right, and there all members of all bounds can be used. */
    private static final boolean NEEDED = Runtime.version().feature() > 17;

    private final LivingVariables variables;

    MixedVariables(LivingVariables variables) {
        this.variables = variables;
    }

    /** Declares again what an evaluation declared so, with its value; what happened then. */
    List<SnippetEvent> follow(List<SnippetEvent> events) {
        List<SnippetEvent> more = new ArrayList<>();
        for (SnippetEvent event : events) {
            if (NEEDED
                    && event.causeSnippet() == null
                    && event.status() == Snippet.Status.VALID
                    && event.snippet() instanceof VarSnippet variable
                    && PlainType.isMixed(variable.typeName())) {
                more.addAll(variables.declareAs(PlainType.of(variable.typeName()), variable));
            }
        }
        return more;
    }
}
