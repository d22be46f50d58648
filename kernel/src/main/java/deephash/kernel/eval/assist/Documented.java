package deephash.kernel.eval.assist;

import deephash.kernel.eval.doc.JavadocText;
import deephash.kernel.eval.doc.OwnDocumentation;
import deephash.kernel.eval.doc.Sources;
import deephash.kernel.eval.jshell.JdkSources;
import deephash.kernel.eval.jshell.Shell;
import deephash.kernel.eval.text.BeforeCursor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/** Looks up the name at a cursor: its signatures, the type of its value, and its documentation. */
public final class Documented {

    private static final Pattern IMPORT = Pattern.compile("(?:^|[;\\n])[^\\S\\n]*import\\s+(?:static\\s+)?([\\w.]+)$");

    /**
     * Looked up while idle, one of each kind that users ask about: methods of classes and of interfaces, and a type.
     */
    private static final List<String> LIKE_OTHERS = List.of("String.format(", "Comparator", "Files.lines(");

    private final JShell shell;
    private final JdkSources jdk;
    private final List<Path> sources;
    private final List<String> askedAhead;
    private final AnswerCache<List<OwnDocumentation.Entry>> known = new AnswerCache<>();
    private @Nullable OwnDocumentation own;
    private int warmings;

    /**
     * Asks a shell.
     *
     * @param sources where documentation is found, besides the JDK's
     * @param askedAhead names that are looked up while nobody waits, besides some of the JDK
     */
    public Documented(Shell shell, List<Path> sources, List<String> askedAhead) {
        this.shell = shell.jshell();
        jdk = shell.sources();
        this.sources = sources;
        this.askedAhead =
                Stream.concat(askedAhead.stream(), LIKE_OTHERS.stream()).toList();
    }

    /** Looks up what nobody asked for, so that the JVM has compiled the code before somebody does. */
    void warm() {
        ask(askedAhead.get(warmings++ % askedAhead.size()));
    }

    /**
     * The text to show.
     *
     * @param detailed with all of the documentation, not its first paragraph alone
     * @param settled whether what JShell says now stays right until something changes
     */
    Optional<String> at(String cell, int cursor, boolean detailed, boolean settled) {
        int end = cursor;
        while (end < cell.length() && Character.isJavaIdentifierPart(cell.charAt(end))) {
            end++;
        }
        if (BeforeCursor.of(cell.substring(0, cursor)).inside() != null) {
            return Optional.empty();
        }
        List<OwnDocumentation.Entry> found = List.of();
        for (String text : readings(cell, cursor, end)) {
            found = settled ? known.get(text, () -> ask(text), answer -> true) : ask(text);
            if (!found.isEmpty()) {
                break;
            }
        }
        List<String> parts = new ArrayList<>();
        variable(cell, end).ifPresent(parts::add);
        for (OwnDocumentation.Entry each : found) {
            String whole = each.javadoc() == null ? "" : each.javadoc();
            String text = detailed ? whole : whole.split("\n\n", 2)[0];
            parts.add(text.isBlank() ? each.signature() : each.signature() + "\n\n" + indented(text));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n\n", parts));
    }

    /** What is known of a text, made plain: that of a long documentation takes longer than to look it up again. */
    private List<OwnDocumentation.Entry> ask(String text) {
        List<OwnDocumentation.Entry> found = signatures(text, false);
        // JShell finds, slowly, comments inherited from sources that are not read here.
        boolean inherits = found.stream().anyMatch(OwnDocumentation.Entry::inherits);
        return (inherits ? signatures(text, true) : found)
                .stream().map(Documented::plain).distinct().toList();
    }

    private List<OwnDocumentation.Entry> signatures(String text, boolean documented) {
        OwnDocumentation looked = own();
        int word = BeforeCursor.nameStart(text, text.length());
        boolean called = word == text.length() || !Character.isJavaIdentifierStart(text.charAt(word));
        return shell.sourceCodeAnalysis().documentation(text, text.length(), documented).stream()
                .map(each -> looked.completed(each.signature(), each.javadoc(), called))
                .toList();
    }

    private static OwnDocumentation.Entry plain(OwnDocumentation.Entry entry) {
        String javadoc = entry.javadoc();
        return javadoc == null
                ? entry
                : new OwnDocumentation.Entry(entry.signature(), JavadocText.plain(javadoc), false);
    }

    private OwnDocumentation own() {
        OwnDocumentation made = own;
        if (made == null) {
            // not earlier, since the user waits while the evaluator starts
            made = new OwnDocumentation(shell, jdk.with(Sources.roots(sources)));
            own = made;
        }
        return made;
    }

    /** Forgets the answers about texts that match. */
    void forget(Predicate<String> texts) {
        known.forget(texts);
    }

    /** The readings of a name, the likeliest first. An opening bracket tells JShell that a method is meant. */
    private static List<String> readings(String cell, int cursor, int end) {
        String name = cell.substring(0, end);
        int start = BeforeCursor.nameStart(cell, end);
        Matcher imported = IMPORT.matcher(name);
        if (imported.find()) {
            return List.of(imported.group(1), imported.group(1) + "(");
        }
        if (MethodReferences.isOne(cell.substring(0, start))) {
            return MethodReferences.asCalls(cell.substring(0, start), cell.substring(start, end));
        }
        boolean method =
                start < end && start > 0 && cell.charAt(start - 1) == '.' && Character.isLowerCase(cell.charAt(start));
        String called = name + "(";
        List<String> readings = List.of(method ? called : name, method ? name : called, cell.substring(0, cursor));
        BeforeCursor read = BeforeCursor.of(name);
        return read.header().text().isEmpty()
                ? readings
                : Stream.concat(readings.stream(), Stream.of(withoutHeader(name, read)))
                        .toList();
    }

    /** Before JDK 21 JShell knows no methods in the headers of statements. */
    private static String withoutHeader(String name, BeforeCursor read) {
        boolean open = name.endsWith("(");
        int start = read.expressionStart(open ? name.length() - 1 : name.length());
        return name.substring(0, read.header().start()) + name.substring(start) + (open ? "" : "(");
    }

    private Optional<String> variable(String cell, int end) {
        int start = BeforeCursor.nameStart(cell, end);
        if (start > 0 && cell.charAt(start - 1) == '.') {
            return Optional.empty();
        }
        String name = cell.substring(start, end);
        return shell.variables()
                .filter(each -> each.name().equals(name))
                .map(VarSnippet::source)
                .map(source -> "declared by: " + source.strip())
                .reduce((first, last) -> last);
    }

    private static String indented(String text) {
        return "    " + text.strip().replace("\n", "\n    ");
    }
}
