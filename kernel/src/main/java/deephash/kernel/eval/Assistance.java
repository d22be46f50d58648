package deephash.kernel.eval;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Completion and documentation at a cursor. */
final class Assistance {

    /** More than this nobody reads. */
    private static final int MOST_TYPES = 50;

    private final JShell shell;
    private final TypeIndex types;
    private final AutoImport imports;
    private final List<Path> classPath;

    Assistance(JShell shell, TypeIndex types, AutoImport imports, List<Path> classPath) {
        this.shell = shell;
        this.types = types;
        this.imports = imports;
        this.classPath = classPath;
    }

    Completion complete(String cell, int cursor) {
        Optional<Completion> path = PathCompletion.at(cell, cursor);
        if (path.isPresent()) {
            return path.get();
        }
        int before = statementStart(cell, cursor);
        String statement = cell.substring(before);
        int[] anchor = {cursor - before};
        List<Suggestion> suggestions =
                shell.sourceCodeAnalysis().completionSuggestions(statement, cursor - before, anchor);
        int start = before + anchor[0];
        Map<String, Completion.Candidate> found = new LinkedHashMap<>();
        suggestions.stream()
                .sorted(Comparator.comparing(each -> !each.matchesType()))
                .forEach(each -> found.putIfAbsent(each.continuation(), candidate(each.continuation())));
        int identifier = identifierStart(cell, cursor);
        String prefix = cell.substring(identifier, cursor);
        boolean member = identifier > 0 && cell.charAt(identifier - 1) == '.';
        if (!member && !prefix.isEmpty()) {
            start = found.isEmpty() ? identifier : start;
            if (start == identifier) {
                LocalNames.beginning(prefix, cell, identifier)
                        .forEach(each -> found.putIfAbsent(each, candidate(each)));
                addTypes(prefix, found);
                Snippets.beginning(prefix).forEach(each -> found.putIfAbsent(each.text(), each));
            }
        }
        return new Completion(new ArrayList<>(found.values()), start, cursor);
    }

    /** Types that are not imported; taking one imports it. */
    private void addTypes(String prefix, Map<String, Completion.Candidate> found) {
        if (prefix.length() < 2 || !Character.isUpperCase(prefix.charAt(0))) {
            return;
        }
        types.beginning(prefix, classPath, MOST_TYPES).forEach((simple, names) -> {
            if (found.containsKey(simple)) {
                return;
            }
            if (names.size() == 1) {
                imports.offer(simple, names.get(0));
                found.put(simple, new Completion.Candidate(simple, "class", "import " + names.get(0)));
            } else {
                // Which one is meant only the user knows: the whole name says it.
                for (String each : names) {
                    found.put(each, new Completion.Candidate(each, "class", "not imported"));
                }
            }
        });
    }

    private static Completion.Candidate candidate(String text) {
        String type;
        if (text.endsWith("(") || text.endsWith("()")) {
            type = "function";
        } else if (KEYWORDS.contains(text.strip())) {
            type = "keyword";
        } else if (text.endsWith(".")) {
            type = "module";
        } else {
            type = Character.isUpperCase(text.charAt(0)) && !text.equals(text.toUpperCase(java.util.Locale.ROOT))
                    ? "class"
                    : "instance";
        }
        return new Completion.Candidate(text, type, "");
    }

    private static final java.util.Set<String> KEYWORDS = java.util.Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "float",
            "for",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "new",
            "private",
            "protected",
            "public",
            "record",
            "return",
            "short",
            "static",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "try",
            "var",
            "void",
            "while",
            "true",
            "false",
            "null",
            "yield",
            "sealed",
            "permits");

    /** Where the name that ends at the cursor begins. */
    static int identifierStart(String text, int cursor) {
        int start = Math.min(cursor, text.length());
        while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** Where the snippet with the cursor begins: what stands before it is whole, and only slows the analysis. */
    private int statementStart(String cell, int cursor) {
        String rest = cell.substring(0, Math.min(cursor, cell.length()));
        int start = 0;
        while (!rest.isBlank()) {
            var info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String remaining = info.remaining();
            if (!info.completeness().isComplete() || remaining == null || remaining.isBlank()) {
                return start;
            }
            start = cursor - remaining.length();
            rest = remaining;
        }
        return start;
    }

    Optional<String> inspect(String cell, int cursor, boolean detailed) {
        return new Documented(shell).at(cell, cursor, detailed);
    }
}
