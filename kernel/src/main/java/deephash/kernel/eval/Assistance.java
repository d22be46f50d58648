package deephash.kernel.eval;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Completion and documentation at a cursor. */
final class Assistance {

    private final JShell shell;

    Assistance(JShell shell) {
        this.shell = shell;
    }

    Completion complete(String cell, int cursor) {
        int[] anchor = {cursor};
        Set<String> seen = new LinkedHashSet<>();
        List<Completion.Candidate> candidates = new ArrayList<>();
        for (Suggestion each : shell.sourceCodeAnalysis().completionSuggestions(cell, cursor, anchor)) {
            if (seen.add(each.continuation())) {
                candidates.add(new Completion.Candidate(each.continuation(), "", ""));
            }
        }
        return new Completion(candidates, anchor[0], cursor);
    }

    Optional<String> inspect(String cell, int cursor, boolean detailed) {
        List<Documentation> found = shell.sourceCodeAnalysis().documentation(cell, cursor, true);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (Documentation each : found) {
            text.append(each.signature()).append('\n');
            String doc = each.javadoc();
            if (doc != null && detailed) {
                text.append(doc.strip()).append("\n\n");
            }
        }
        return Optional.of(text.toString());
    }
}
