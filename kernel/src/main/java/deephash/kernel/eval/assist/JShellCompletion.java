package deephash.kernel.eval.assist;

import deephash.kernel.eval.jshell.CellClass;
import deephash.kernel.eval.jshell.LateIndex;
import deephash.kernel.eval.jshell.Shell;
import deephash.kernel.eval.text.BeforeCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/**
 * Asks JShell what could stand at a cursor. Each question compiles the line, so answers are remembered until something
 * changes, and further letters of a word only narrow the answer for the first.
 */
final class JShellCompletion {

    /** Stands for the word that is being written. */
    private static final String WORD = "word$";

    /** How many texts are asked about ahead. */
    private static final int MOST_LIKELY = 5;

    /** Here the offer depends on the whole text, and is not remembered. */
    private static final Pattern IMPORT = Pattern.compile("(?:^|[;}\\s])import\\s[^;]*$");

    /** The header of a loop over elements, up to them. */
    private static final Pattern EACH = Pattern.compile("[^;:?]*:(?!:).*", Pattern.DOTALL);

    /** Where a class may call its own protected methods. */
    private static final Pattern OWN = Pattern.compile("\\b(?:this|super)\\s*\\.$");

    private static final Set<String> PROTECTED = Set.of("clone()", "finalize()");
    private static final Pattern OF_OBJECT = Pattern.compile("[ .]Object\\.\\w+\\(");

    private static final Offer NONE = new Offer(List.of(), 0);

    private final JShell shell;
    private final LateIndex packages;
    private final BooleanSupplier amidDeclaration;
    private final AnswerCache<Offer> known = new AnswerCache<>();
    private final Queue<String> likely = new ConcurrentLinkedQueue<>(List.of(""));

    /**
     * What JShell offers for any word.
     *
     * @param start where in the cell the word begins
     */
    record Offer(List<Suggestion> all, int start) {

        /** False if JShell offered every class, which says nothing. */
        boolean isMembers() {
            return !all.isEmpty()
                    && all.stream().noneMatch(each -> each.continuation().equals("String"));
        }
    }

    /**
     * Asks a shell.
     *
     * @param amidDeclaration whether JShell evaluates one now: what it says meanwhile is not remembered
     */
    JShellCompletion(Shell shell, BooleanSupplier amidDeclaration) {
        this.shell = shell.jshell();
        packages = shell.packages();
        this.amidDeclaration = amidDeclaration;
    }

    /** What JShell offers after a text, for a word that begins with the prefix and perhaps for others. */
    Offer after(String before, String prefix) {
        boolean number = !prefix.isEmpty() && !Character.isJavaIdentifierStart(prefix.charAt(0));
        if (number || IMPORT.matcher(before).find()) {
            return ask(before + prefix, statementStart(before + prefix));
        }
        String text = isMember(before) || !prefix.isEmpty() ? before + WORD : before;
        return amidDeclaration.getAsBoolean()
                ? askForAny(before, text)
                : known.get(text, () -> askForAny(before, text), answer -> packages.isRead());
    }

    private Offer askForAny(String before, String text) {
        if (!isMember(before)) {
            return ask(before, statementStart(text));
        }
        int snippet = statementStart(text);
        Offer found = ask(before, snippet);
        if (found.isMembers()) {
            return found;
        }
        // The name may be one that this very cell declares.
        found = snippet > 0 ? ask(before, 0) : found;
        return found.isMembers() ? found : askForReceiver(before);
    }

    /**
     * Asks about the condition alone or the expression before the dot. Before JDK 21 JShell knows no members in the
     * headers of statements.
     */
    private Offer askForReceiver(String before) {
        BeforeCursor read = BeforeCursor.of(before);
        int start = read.header().start();
        String header = read.header().text();
        String declared = header.substring(0, header.lastIndexOf(';') + 1);
        if (!header.isEmpty() && declared.isEmpty() && !EACH.matcher(header).matches()) {
            Offer found = askInstead(before, start, header);
            if (found.isMembers()) {
                return found;
            }
        }
        String receiver = before.substring(read.expressionStart(before.length() - 1));
        return receiver.equals(".") ? NONE : askInstead(before, start, " " + declared + receiver);
    }

    /** Asks as if something else stood in the place of a statement. */
    private Offer askInstead(String before, int statement, String other) {
        String text = before.substring(0, statement) + other;
        int snippet = statementStart(text + WORD);
        Offer found = ask(text, snippet);
        found = found.isMembers() || snippet == 0 ? found : ask(text, 0);
        return new Offer(found.all(), found.start() + before.length() - text.length());
    }

    private Offer ask(String text, int snippet) {
        int[] anchor = {text.length() - snippet};
        List<Suggestion> all = new ArrayList<>(
                shell.sourceCodeAnalysis().completionSuggestions(text.substring(snippet), anchor[0], anchor));
        // A class of JShell's own.
        all.removeIf(each -> CellClass.isWrapper(each.continuation()));
        if (text.endsWith(".")
                && all.stream().anyMatch(each -> each.continuation().equals("finalize()"))) {
            all.removeIf(each -> PROTECTED.contains(each.continuation()) && isHidden(text, each.continuation()));
        }
        return new Offer(all, snippet + anchor[0]);
    }

    /** Newer JShells offer, of all classes of cells, what only a class itself may call of Object. */
    private boolean isHidden(String text, String method) {
        String call = text + method.replace(")", "");
        return !OWN.matcher(text).find()
                && shell.sourceCodeAnalysis().documentation(call, call.length(), false).stream()
                        .allMatch(each -> OF_OBJECT.matcher(each.signature()).find());
    }

    private static boolean isMember(String before) {
        return before.endsWith(".");
    }

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
        after(next, WORD);
        return !likely.isEmpty();
    }

    /** Puts a text last among those that are asked about ahead. */
    void expect(String text) {
        likely.remove(text);
        likely.add(text);
        while (likely.size() > MOST_LIKELY) {
            likely.remove();
        }
    }

    /** Forgets what JShell said that a variable or a method of this name may have changed. */
    void forget(String name) {
        known.forget(text -> text.contains(name) || !(text.endsWith("." + WORD) || text.endsWith("new " + WORD)));
    }

    /** Forgets what JShell said of such texts. */
    void forget(Predicate<String> texts) {
        known.forget(texts);
    }
}
