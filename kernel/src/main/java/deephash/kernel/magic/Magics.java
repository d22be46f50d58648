package deephash.kernel.magic;

import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.Completeness;
import deephash.kernel.eval.Dialect;
import deephash.kernel.eval.assist.Completion;
import deephash.kernel.eval.text.JavaToken;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Java with magics, as IJava and JJava know them. A magic that is a line becomes a call of {@link MagicLine} in its
 * place, so that it may stand wherever a statement may; one that is a cell is run as a cell.
 */
public final class Magics implements Dialect, MagicHost {

    private static final Pattern NAME = Pattern.compile("(?:^|\\n)[ \\t]*(%{1,2}\\w*)\\z");
    /** The call of a magic up to the cursor, in its line. */
    private static final Pattern CALL = Pattern.compile("%(\\w+)[ \\t]([^\\n]*)");

    private final KnownMagics known = new KnownMagics();
    private final Environment environment = new Environment();
    private final MagicArguments arguments = new MagicArguments(environment);
    private final Libraries libraries = new Libraries(MavenSettings.ofThisUser());

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public Libraries libraries() {
        return libraries;
    }

    @Override
    public <T extends @Nullable Object> T eval(
            CellEvaluator cells,
            String written,
            int number,
            @Nullable Object tag,
            Function<? super @Nullable Object, ? extends T> use) {
        MagicCalls.cells(this, cells);
        // A byte order mark would hide a magic.
        String cell = written.startsWith("\uFEFF") ? written.substring(1) : written;
        Optional<MagicText.WholeCell> whole = MagicText.whole(cell);
        if (whole.isPresent()) {
            return cells.call(() -> run(cells, whole.get()), cell, number, tag, use);
        }
        Optional<Question> question = Question.of(cell);
        if (question.isPresent()) {
            return cells.call(() -> answer(cells, question.get()), cell, number, tag, use);
        }
        return cells.eval(java(cell), cell, number, tag, use);
    }

    private @Nullable Object answer(CellEvaluator cells, Question question) {
        System.out.println(question.answer(this, cells));
        return null;
    }

    @Override
    public @Nullable Object evalScript(CellEvaluator cells, String text, String name) throws Exception {
        Optional<MagicText.WholeCell> whole = MagicText.whole(text);
        return whole.isPresent() ? run(cells, whole.get()) : cells.evalScript(java(text), text, name);
    }

    private @Nullable Object run(CellEvaluator cells, MagicText.WholeCell cell) throws Exception {
        return known.run(
                cell.name(), true, new Magic.Call(this, cells, cell.arguments(), cell.body(), cell.bodyLine()));
    }

    /** Runs a line magic, or a cell magic if there is a body. */
    @Nullable
    Object run(CellEvaluator cells, String name, String arguments, @Nullable String body) throws Exception {
        return known.run(name, body != null, new Magic.Call(this, cells, arguments, body, 1));
    }

    /** Translates a cell to Java; every line keeps its number. */
    String java(String cell) {
        StringBuilder java = new StringBuilder();
        int at = 0;
        for (MagicText.Line line : MagicText.lines(cell, known::isLine)) {
            String call = MagicLine.class.getName() + ".run(" + JavaToken.quoted(line.name()) + ", "
                    + JavaToken.quoted(line.arguments()) + ")";
            java.append(cell, at, line.start())
                    .append(line.assigned() || takesJava(line.name()) ? call + ";" : "{ " + call + "; }");
            at = line.end();
        }
        return java.append(cell, at, cell.length()).toString();
    }

    /** The cell with its magics replaced by spaces: the rest is Java, at unchanged offsets. */
    private String blanked(String cell) {
        StringBuilder java = new StringBuilder(cell);
        for (MagicText.Line line : MagicText.lines(cell, known::isLine)) {
            int end = line.end();
            if (takesJava(line.name())) {
                int name = line.start() + 1 + line.name().length();
                end = name + MagicArguments.beforeJava(cell.substring(name, end));
            }
            blank(java, line.start(), end);
        }
        if (MagicText.whole(cell).isPresent()) {
            blank(java, 0, MagicText.endOfLine(cell, cell.indexOf("%%")));
        }
        return java.toString();
    }

    private static void blank(StringBuilder text, int start, int end) {
        for (int i = start; i < end; i++) {
            text.setCharAt(i, ' ');
        }
    }

    @Override
    public Optional<Completion> complete(CellEvaluator cells, String cell, int cursor) {
        String before = cell.substring(0, cursor);
        Matcher name = NAME.matcher(before);
        if (name.find()) {
            return Optional.of(names(name.group(1), cursor));
        }
        if (cell.indexOf('%') < 0) {
            return Optional.empty();
        }
        Optional<Completion> argument = argument(cell, cursor);
        if (argument.isPresent()) {
            return argument;
        }
        boolean java =
                MagicText.whole(cell).filter(each -> !takesJava(each.name())).isEmpty();
        return Optional.of(java ? cells.complete(blanked(cell), cursor) : nothing(cursor));
    }

    /** Completions for a cursor inside the arguments of a magic; empty elsewhere. */
    private Optional<Completion> argument(String cell, int cursor) {
        int start = MagicText.whole(cell).isPresent() ? cell.indexOf("%%") + 1 : -1;
        for (MagicText.Line line : MagicText.lines(cell, known::isLine)) {
            start = line.start() < cursor && cursor <= line.end() ? line.start() : start;
        }
        Matcher call = CALL.matcher(cell.substring(0, cursor));
        if (start < 0 || cursor < start || !call.region(start, cursor).matches()) {
            return Optional.empty();
        }
        char next = cursor < cell.length() ? cell.charAt(cursor) : '\n';
        return known.named(call.group(1))
                .map(magic -> arguments.after(magic, call.group(2), cursor, next))
                .orElseGet(() -> Optional.of(nothing(cursor)));
    }

    private boolean takesJava(String name) {
        return known.named(name).filter(Magic::takesJava).isPresent();
    }

    private static Completion nothing(int cursor) {
        return new Completion(List.of(), cursor, cursor);
    }

    private Completion names(String typed, int cursor) {
        List<Completion.Candidate> candidates = known.written().stream()
                .filter(each -> each.startsWith(typed))
                .map(each -> new Completion.Candidate(
                        each,
                        "magic",
                        known.named(each.replace("%", "")).map(Magic::about).orElse("")))
                .toList();
        return new Completion(candidates, cursor - typed.length(), cursor);
    }

    @Override
    public Optional<String> inspect(CellEvaluator cells, String cell, int cursor, boolean detailed) {
        if (cell.indexOf('%') < 0) {
            return Optional.empty();
        }
        int end = cursor;
        while (end < cell.length() && Character.isJavaIdentifierPart(cell.charAt(end))) {
            end++;
        }
        Matcher name = NAME.matcher(cell.substring(0, end));
        if (name.find()) {
            return known.explained(name.group(1).replace("%", ""));
        }
        return cells.inspect(blanked(cell), cursor, detailed);
    }

    @Override
    public Optional<Completeness> isComplete(CellEvaluator cells, String cell) {
        Optional<MagicText.WholeCell> whole = MagicText.whole(cell);
        if (whole.isPresent()) {
            // As in IPython: an empty line ends it.
            return Optional.of(cell.endsWith("\n") ? Completeness.COMPLETE : Completeness.INCOMPLETE);
        }
        if (Question.of(cell).isPresent()) {
            return Optional.of(Completeness.COMPLETE);
        }
        return cell.indexOf('%') < 0 ? Optional.empty() : Optional.of(cells.isComplete(java(cell)));
    }
}
