package deephash.kernel.eval.assist;

import deephash.kernel.eval.text.BeforeCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What can stand after {@code ::}, of which JShell knows little: the methods that it knows after a dot. */
final class MethodReferences {

    private static final Pattern ARRAY = Pattern.compile("\\[\\s*\\]\\s*::$");

    private final JShellCompletion offers;

    MethodReferences(JShellCompletion offers) {
        this.offers = offers;
    }

    static boolean isOne(String before) {
        return before.endsWith("::");
    }

    /** The names that can stand after a text that ends with {@code ::}. */
    List<String> after(String before) {
        int end = before.length() - "::".length();
        if (ARRAY.matcher(before).find()) {
            return List.of("new", "clone");
        }
        int start = BeforeCursor.of(before).expressionStart(end);
        String head = before.substring(0, start);
        String plain = before.substring(start, end).strip().replaceFirst("<.*>$", "");
        List<Suggestion> members = offers.after(head + plain + ".", "").all();
        Set<String> names = methods(members);
        List<String> found = new ArrayList<>();
        if (members.stream().anyMatch(each -> each.continuation().equals("class"))) {
            names.addAll(
                    methods(offers.after(head + "((" + plain + ") null).", "").all()));
            if (isMade(head, plain)) {
                found.add("new");
            }
        }
        found.addAll(names);
        return found;
    }

    /** Calls of the same method, one of which JShell may know. */
    static List<String> asCalls(String before, String method) {
        int end = before.length() - "::".length();
        int start = BeforeCursor.of(before).expressionStart(end);
        String head = before.substring(0, start);
        String plain = before.substring(start, end).strip().replaceFirst("<.*>$", "");
        return method.equals("new")
                ? List.of(head + "new " + plain + "(")
                : List.of(head + plain + "." + method + "(", head + "((" + plain + ") null)." + method + "(");
    }

    private static Set<String> methods(List<Suggestion> members) {
        Set<String> names = new TreeSet<>();
        for (Suggestion each : members) {
            int bracket = each.continuation().indexOf('(');
            if (bracket > 0) {
                names.add(each.continuation().substring(0, bracket));
            }
        }
        return names;
    }

    /** Whether there are objects of just this class. */
    private boolean isMade(String head, String type) {
        int dot = type.lastIndexOf('.') + 1;
        String simple = type.substring(dot) + "(";
        return offers.after(head + "new " + type.substring(0, dot), dot > 0 ? "" : simple).all().stream()
                .anyMatch(each -> each.continuation().startsWith(simple));
    }
}
