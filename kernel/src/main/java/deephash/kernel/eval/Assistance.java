package deephash.kernel.eval;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.VarSnippet;

/**
 * Completion and documentation at a cursor. JShell compiles the line for each; so what it said is remembered for as long
 * as it stays right, and more letters of a word only narrow what it said of the first.
 */
final class Assistance {

    /** More than this nobody reads. */
    private static final int MOST_TYPES = 50;

    /** Stands for a word that is being written. */
    private static final String WORD = "word$";

    /** How the classes are called that JShell wraps snippets in. */
    private static final String WRAPPER = "$JShell$";

    /** So many things are asked for ahead. */
    private static final int MOST_LIKELY = 5;

    /** What JShell offers here may depend on all that is written. */
    private static final Pattern IMPORT = Pattern.compile("(?:^|[;}\\s])import\\s[^;]*$");

    private final JShell shell;
    private final Supplier<TypeIndex> types;
    private final AutoImport imports;
    private final Supplier<List<Path>> classPath;
    private final LateIndex packages;
    private final BooleanSupplier amidDeclaration;
    private final Documented documented;
    private final Answers<Offer> offers = new Answers<>();
    private final Queue<String> likely = new ConcurrentLinkedQueue<>(List.of(""));

    /** What JShell offers for any word, and where in the cell the word begins. */
    private record Offer(List<Suggestion> all, int start) {}

    /**
     * Asks a shell.
     *
     * @param amidDeclaration whether JShell evaluates one now: what it says meanwhile is not remembered
     * @param documented of the same shell
     */
    Assistance(
            JShell shell,
            Supplier<TypeIndex> types,
            AutoImport imports,
            Supplier<List<Path>> classPath,
            LateIndex packages,
            BooleanSupplier amidDeclaration,
            Documented documented) {
        this.shell = shell;
        this.types = types;
        this.imports = imports;
        this.classPath = classPath;
        this.packages = packages;
        this.amidDeclaration = amidDeclaration;
        this.documented = documented;
        shell.onSnippetEvent(this::changed);
    }

    Completion complete(String cell, int cursor) {
        Optional<Completion> path = PathCompletion.at(cell, cursor);
        if (path.isPresent()) {
            return path.get();
        }
        int name = Completion.nameStart(cell, cursor);
        String prefix = cell.substring(name, cursor);
        Offer offer = offer(cell.substring(0, name), prefix);
        int start = offer.start();
        Map<String, Completion.Candidate> found = new LinkedHashMap<>();
        offer.all().stream()
                .filter(each -> each.continuation().startsWith(cell.substring(start, cursor)))
                .sorted(Comparator.comparing(each -> !each.matchesType()))
                .forEach(each -> found.putIfAbsent(each.continuation(), candidate(each.continuation())));
        boolean word = !prefix.isEmpty() && !isMember(cell.substring(0, name));
        if (!word || (!found.isEmpty() && start != name)) {
            return new Completion(new ArrayList<>(found.values()), start, cursor);
        }
        LocalNames.beginning(prefix, cell, name).forEach(each -> found.putIfAbsent(each, candidate(each)));
        addTypes(prefix, found);
        Snippets.beginning(prefix).forEach(each -> found.putIfAbsent(each.text(), each));
        return new Completion(new ArrayList<>(found.values()), name, cursor);
    }

    /** What JShell offers after a text, for a word that begins with the prefix and perhaps for others. */
    private Offer offer(String before, String prefix) {
        boolean number = !prefix.isEmpty() && !Character.isJavaIdentifierStart(prefix.charAt(0));
        if (number || IMPORT.matcher(before).find()) {
            return ask(before + prefix, statementStart(before + prefix));
        }
        String text = isMember(before) || !prefix.isEmpty() ? before + WORD : before;
        return amidDeclaration.getAsBoolean()
                ? askForAny(before, text)
                : offers.get(text, () -> askForAny(before, text), answer -> packages.isRead());
    }

    private Offer askForAny(String before, String text) {
        int snippet = statementStart(text);
        Offer found = ask(before, snippet);
        // The name may be one that this very cell declares.
        return found.all().isEmpty() && snippet > 0 && isMember(before) ? ask(before, 0) : found;
    }

    private Offer ask(String text, int snippet) {
        int[] anchor = {text.length() - snippet};
        List<Suggestion> all =
                shell.sourceCodeAnalysis().completionSuggestions(text.substring(snippet), anchor[0], anchor).stream()
                        .filter(each -> !each.continuation().startsWith(WRAPPER))
                        .toList();
        return new Offer(all, snippet + anchor[0]);
    }

    private static boolean isMember(String before) {
        return before.endsWith(".");
    }

    /**
     * Asks for what is likely to be wanted next, one thing at each call, so that it is there then.
     *
     * @return whether there is more that can be asked now
     */
    boolean lookAhead() {
        String next = packages.isRead() ? likely.poll() : null;
        if (next == null) {
            return false;
        }
        offer(next, WORD);
        return !likely.isEmpty();
    }

    private void changed(SnippetEvent event) {
        Snippet snippet = event.snippet();
        if (snippet.kind() == Snippet.Kind.VAR || snippet.kind() == Snippet.Kind.METHOD) {
            String name = ((DeclarationSnippet) snippet).name();
            offers.forget(text -> text.contains(name) || !(text.endsWith("." + WORD) || text.endsWith("new " + WORD)));
            documented.forget(text -> text.contains(name));
            look(snippet, name);
        } else if (snippet.kind().isPersistent()) {
            forget();
        }
    }

    private void look(Snippet snippet, String name) {
        expect("");
        if (snippet instanceof VarSnippet && shell.status(snippet).isActive() && !name.startsWith("$")) {
            expect(name + ".");
        }
        while (likely.size() > MOST_LIKELY) {
            likely.remove();
        }
    }

    /** Puts a text last among those that are asked about ahead. */
    private void expect(String text) {
        likely.remove(text);
        likely.add(text);
    }

    /** Forgets what JShell said, since all of it may have changed. */
    void forget() {
        offers.forget(text -> true);
        documented.forget(text -> true);
        expect("");
    }

    /** Types that are not imported; taking one imports it. */
    private void addTypes(String prefix, Map<String, Completion.Candidate> found) {
        if (prefix.length() < 2 || !Character.isUpperCase(prefix.charAt(0))) {
            return;
        }
        types.get().beginning(prefix, classPath.get(), MOST_TYPES).forEach((simple, names) -> {
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

    /** Where the last snippet of a text begins: what stands before it is whole, and only slows the analysis. */
    private int statementStart(String text) {
        String rest = text;
        // A snippet that is whole before another ends with one of these.
        while (rest.indexOf(';') >= 0 || rest.indexOf('}') >= 0) {
            var info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String remaining = info.remaining();
            if (!info.completeness().isComplete() || remaining == null || remaining.isBlank()) {
                break;
            }
            rest = remaining;
        }
        return text.length() - rest.length();
    }

    /** Does once, ahead, what a first question about documentation would have to wait for. */
    void prepareForHelp() {
        documented.prepare();
    }

    Optional<String> inspect(String cell, int cursor, boolean detailed) {
        return documented.at(cell, cursor, detailed, !amidDeclaration.getAsBoolean());
    }
}
