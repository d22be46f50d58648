package deephash.kernel.eval.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Gives a {@code var} of an intersection type, such as {@code var l = List.of(1, "a")}, a type that can be written.
 * JShell takes the first bound, which for records is {@code Record}. On JDK 25 the compiler crashes at every statement
 * that mentions the variable as JShell declares it, so that no cell runs any more.
 */
final class IntersectionVariables {

    private final LivingVariables variables;

    IntersectionVariables(LivingVariables variables) {
        this.variables = variables;
    }

    /**
     * Declares such variables again, with their values.
     *
     * @param events of the evaluation that may have declared some
     * @return the events of the new declarations
     */
    List<SnippetEvent> follow(List<SnippetEvent> events) {
        List<SnippetEvent> more = new ArrayList<>();
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null
                    && event.status() == Snippet.Status.VALID
                    && event.snippet() instanceof VarSnippet variable
                    && variable.typeName().contains("&")) {
                more.addAll(variables.declareAs(Denotable.of(variable.typeName()), variable));
            }
        }
        return more;
    }

    /**
     * Reads a type as JShell writes it and keeps one bound of each intersection: the first that says more than
     * {@code Record} or {@code Comparable} does.
     */
    static final class Denotable {

        /** Interfaces that many classes implement, and that users seldom mean. */
        private static final Set<String> SAY_LITTLE = Set.of(
                "Object", "Record", "Enum", "Serializable", "Cloneable", "Comparable", "Constable", "ConstantDesc");

        private final String text;
        private int at;

        private Denotable(String text) {
            this.text = text;
        }

        /**
         * The type to write.
         *
         * @param type as JShell writes it, such as {@code List<Record&Shape>}
         */
        public static String of(String type) {
            return new Denotable(type).bounds();
        }

        private String bounds() {
            List<String> all = new ArrayList<>();
            do {
                all.add(bound());
            } while (skip('&'));
            return all.stream().filter(Denotable::saysMuch).findFirst().orElse(all.get(0));
        }

        private String bound() {
            StringBuilder bound = new StringBuilder();
            while (at < text.length() && "<>,&".indexOf(text.charAt(at)) < 0) {
                char each = text.charAt(at++);
                bound.append(each);
                if (bound.toString().equals("? extends ") || bound.toString().equals("? super ")) {
                    return bound + bounds();
                }
            }
            if (skip('<')) {
                List<String> arguments = new ArrayList<>();
                do {
                    arguments.add(bounds().strip());
                } while (skip(','));
                skip('>');
                bound.append('<').append(String.join(", ", arguments)).append('>');
            }
            return bound.toString().strip();
        }

        private boolean skip(char expected) {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            boolean there = at < text.length() && text.charAt(at) == expected;
            if (there) {
                at++;
            }
            return there;
        }

        private static boolean saysMuch(String bound) {
            String raw = bound.replaceFirst("<.*", "");
            return !SAY_LITTLE.contains(raw.substring(raw.lastIndexOf('.') + 1));
        }
    }
}
