package deephash.kernel.eval.assist;

import deephash.kernel.eval.classpath.KnownPackages;
import deephash.kernel.eval.classpath.TypeIndex;
import deephash.kernel.eval.jshell.LateIndex;
import deephash.kernel.eval.jshell.Shell;
import deephash.kernel.eval.text.BeforeCursor;
import deephash.kernel.eval.text.JavaToken;
import deephash.kernel.eval.text.Keywords;
import deephash.kernel.eval.text.LocalNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/** Completion and documentation at a cursor. */
public final class Assistance {

    /** Nobody reads a longer list. */
    private static final int MOST_TYPES = 50;

    private static final Pattern AFTER_NEW = Pattern.compile("(?:^|\\W)(?:new|import|import\\s+static)\\s+$");

    private final JShell shell;
    private final Supplier<TypeIndex> types;
    private final AutoImport imports;
    private final Supplier<List<Path>> classPath;
    private final BooleanSupplier amidDeclaration;
    private final Documented documented;
    private final JShellCompletion offers;
    private final MethodReferences references;
    private final LateIndex packages;
    private final KnownPackages knownPackages;
    private final List<Template> templates;

    /**
     * Asks a shell.
     *
     * @param amidDeclaration whether JShell evaluates one now: what it says meanwhile is not remembered
     * @param documented of the same shell
     * @param templates offered at their first word
     */
    public Assistance(
            Shell shell,
            Supplier<TypeIndex> types,
            AutoImport imports,
            Supplier<List<Path>> classPath,
            BooleanSupplier amidDeclaration,
            Documented documented,
            List<Template> templates) {
        this.shell = shell.jshell();
        this.types = types;
        this.imports = imports;
        this.classPath = classPath;
        this.amidDeclaration = amidDeclaration;
        this.documented = documented;
        this.templates = templates;
        offers = new JShellCompletion(shell, amidDeclaration);
        references = new MethodReferences(offers);
        packages = shell.packages();
        knownPackages = new KnownPackages(classPath);
        this.shell.onSnippetEvent(this::changed);
    }

    public Completion complete(String cell, int cursor) {
        JavaToken inside = BeforeCursor.of(cell.substring(0, cursor)).inside();
        if (inside == null) {
            return completeCode(cell, cursor);
        }
        return inside.kind() == JavaToken.Kind.STRING
                ? PathCompletion.of(cell.substring(inside.start() + 1, cursor), cursor)
                : new Completion(List.of(), cursor, cursor);
    }

    private Completion completeCode(String cell, int cursor) {
        int name = BeforeCursor.nameStart(cell, cursor);
        String before = cell.substring(0, name);
        String prefix = cell.substring(name, cursor);
        if (MethodReferences.isOne(before)) {
            return new Completion(
                    references.after(before).stream()
                            .filter(each -> each.startsWith(prefix))
                            .map(each ->
                                    new Completion.Candidate(each, each.equals("new") ? "keyword" : "function", ""))
                            .toList(),
                    name,
                    cursor);
        }
        JShellCompletion.Offer offer = offers.after(before, prefix);
        int start = offer.all().isEmpty() ? name : offer.start();
        Map<String, Completion.Candidate> found = new LinkedHashMap<>();
        offer.all().stream()
                .filter(each -> each.continuation().startsWith(cell.substring(start, cursor)))
                .sorted(Comparator.comparing(each -> !each.matchesType()))
                .forEach(each -> found.putIfAbsent(each.continuation(), candidate(each.continuation())));
        if (!packages.isRead() && (found.isEmpty() || before.contains("import"))) {
            knownPackages.after(before, prefix).forEach(each -> found.putIfAbsent(each, candidate(each)));
        }
        boolean word = !prefix.isEmpty() && !before.endsWith(".");
        if (!word || (!found.isEmpty() && start != name)) {
            return new Completion(new ArrayList<>(found.values()), start, cursor);
        }
        LocalNames.beginning(prefix, cell, name).forEach(each -> found.putIfAbsent(each, candidate(each)));
        addTypes(prefix, found);
        templates.stream()
                .filter(each -> each.word().startsWith(prefix))
                .forEach(each ->
                        found.putIfAbsent(each.text(), new Completion.Candidate(each.text(), "text", each.word())));
        if (!AFTER_NEW.matcher(before).find()) {
            Keywords.beginning(prefix)
                    .forEach(each -> found.putIfAbsent(each, new Completion.Candidate(each, "keyword", "")));
        }
        return new Completion(new ArrayList<>(found.values()), name, cursor);
    }

    /** Completes ahead once; returns whether there is more to do. */
    public boolean lookAhead() {
        return offers.lookAhead();
    }

    private void changed(SnippetEvent event) {
        Snippet snippet = event.snippet();
        if (snippet.kind() == Snippet.Kind.VAR || snippet.kind() == Snippet.Kind.METHOD) {
            String name = ((DeclarationSnippet) snippet).name();
            offers.forget(name);
            documented.forget(text -> text.contains(name));
            look(snippet, name);
        } else if (snippet.kind().isPersistent()) {
            forget();
        }
    }

    private void look(Snippet snippet, String name) {
        offers.expect("");
        if (snippet instanceof VarSnippet && shell.status(snippet).isActive() && !name.startsWith("$")) {
            offers.expect(name + ".");
        }
    }

    /** Forgets all answers, since any may have changed. */
    public void forget() {
        offers.forget(text -> true);
        documented.forget(text -> true);
        offers.expect("");
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
                // Only the user knows which one is meant, so each is offered with its package.
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
        } else if (Keywords.ALL.contains(text.strip())) {
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

    /** Looks up documentation that nobody asked for; the first lookup loads what all need. */
    public void warmHelp() {
        documented.warm();
    }

    public Optional<String> inspect(String cell, int cursor, boolean detailed) {
        return documented.at(cell, cursor, detailed, !amidDeclaration.getAsBoolean());
    }
}
