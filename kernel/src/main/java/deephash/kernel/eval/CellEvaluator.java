package deephash.kernel.eval;

import deephash.kernel.display.Display;
import deephash.kernel.display.NotebookScreen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates cells: the one evaluator of the notebook kernel, the headless runner and the terminal. A cell is any number
 * of Java snippets; its value is that of its last expression.
 *
 * <p>One cell runs at a time. {@link #interrupt()}, {@link #complete} and {@link #inspect} may be called from another
 * thread while it does.
 */
public final class CellEvaluator implements AutoCloseable {

    private final JShell shell;
    private final CellControl control;
    private final CellThread thread;
    private final CellLoader loader;
    private final LivingVariables variables;
    private final ErrorReport report;
    private final EvaluatorOptions options;
    private final ReentrantLock evaluating = new ReentrantLock();
    private final ReentrantLock compiler = new ReentrantLock();
    private final StopButton stopButton;
    private final List<Path> classPath = new ArrayList<>();
    private final List<Snippet> declared = new ArrayList<>();
    private final AutoImport imports;
    private final Forgetting forgetting;
    private int cells;
    private @Nullable TypeIndex types;

    private CellEvaluator(EvaluatorOptions options) {
        this.options = options;
        loader = new CellLoader(CellEvaluator.class.getClassLoader());
        thread = new CellThread(loader);
        control = new CellControl(loader, thread, compiler);
        shell = JShell.builder()
                .executionEngine(new Here(control), Map.of())
                .compilerOptions(options.compilerOptions().toArray(String[]::new))
                .build();
        variables = new LivingVariables(shell, loader);
        report = new ErrorReport(shell, new Hints(shell, variables, this::types, this::addedClassPath));
        imports = new AutoImport();
        forgetting = new Forgetting(shell, loader, report);
        stopButton = new StopButton(thread, CellEvaluator::tell);
        for (Path each : options.classPath()) {
            addToClassPath(each);
        }
        Sources.offer(shell.sourceCodeAnalysis(), options.sources());
    }

    /**
     * Starts an evaluator and imports its preloads.
     *
     * @throws CellException if a start-up snippet fails
     */
    public static CellEvaluator start(EvaluatorOptions options) {
        CellEvaluator made = new CellEvaluator(options);
        if (options.preload()) {
            made.preload(Preloads.imports(CellEvaluator.class.getClassLoader()));
        }
        for (String each : options.startup()) {
            made.eval(each, 0);
        }
        return made;
    }

    /**
     * Makes the imports. JShell takes several in one snippet although it says it takes one, and that is worth half a
     * second; should a future one not, each is made by itself.
     */
    private void preload(List<String> imports) {
        List<SnippetEvent> events = shell.eval(String.join(" ", imports));
        boolean taken = events.size() == 1
                && events.get(0).status() == Snippet.Status.VALID
                && events.get(0)
                        .snippet()
                        .source()
                        .contains(imports.get(imports.size() - 1).replace(";", ""));
        if (!taken) {
            imports.forEach(shell::eval);
        }
    }

    /** Evaluates a cell, numbered after the one before. */
    public @Nullable Object eval(String cell) {
        return eval(cell, cells + 1);
    }

    /**
     * Evaluates a cell.
     *
     * @param number the cell's number, for errors
     * @return the value of the last expression; null if the cell does not end with one, or it is void or an assignment
     * @throws CompileError if the compiler refuses a statement; those before it have run
     * @throws RuntimeFailure if the cell throws
     * @throws Interrupted if the cell is stopped
     * @throws Incomplete if the cell ends amid a statement; nothing has run
     */
    public @Nullable Object eval(String cell, int number) {
        return eval(cell, number, null, Function.identity());
    }

    /**
     * Evaluates a cell and makes something of its value, such as its picture, as part of the cell: on the thread of
     * cells, and stopped with it.
     *
     * @param tag what {@link Stop#tag()} says to the cell and the threads it starts, whose output can so be attributed
     * @param use makes something of the value
     * @return what {@code use} made
     * @throws CellException as {@link #eval(String, int)} says, also if {@code use} throws
     */
    public <T extends @Nullable Object> T eval(
            String cell, int number, @Nullable Object tag, Function<? super @Nullable Object, ? extends T> use) {
        if (thread.isCurrent()) {
            // A cell that evaluates a cell.
            return use.apply(evalPieces(new CellSource(number, cell)));
        }
        evaluating.lock();
        try {
            cells = number;
            thread.begin(tag);
            try (StopButton.Alarm alarm = stopButton.after(options.timeout())) {
                CellSource source = new CellSource(number, cell);
                Object value = evalPieces(source);
                return used(source, value, use);
            } finally {
                NotebookScreen.flush();
            }
        } finally {
            evaluating.unlock();
        }
    }

    @SuppressWarnings("NullAway") // call() gives back what use made, null or not
    private <T extends @Nullable Object> T used(
            CellSource cell, @Nullable Object value, Function<? super @Nullable Object, ? extends T> use) {
        T made;
        try {
            made = thread.call(() -> use.apply(value));
        } catch (Throwable e) {
            if (thread.isStopped()) {
                throw stopped(cell);
            }
            Session.failed(e);
            throw report.failure(e, cell);
        }
        if (thread.isStopped()) {
            throw stopped(cell);
        }
        return made;
    }

    private @Nullable Object evalPieces(CellSource cell) {
        declared.clear();
        try {
            return evalEach(cell);
        } finally {
            compiler.lock();
            try {
                report.notes(declared).forEach(CellEvaluator::tell);
            } finally {
                compiler.unlock();
            }
        }
    }

    private @Nullable Object evalEach(CellSource cell) {
        Object value = null;
        List<CellSource.Piece> pieces = pieces(cell);
        for (int i = 0; i < pieces.size(); i++) {
            if (thread.isStopped()) {
                throw stopped(cell);
            }
            value = evalPiece(cell, pieces.get(i), i == pieces.size() - 1);
        }
        if (thread.isStopped()) {
            throw stopped(cell);
        }
        return value;
    }

    private @Nullable Object evalPiece(CellSource cell, CellSource.Piece piece, boolean last) {
        if (LikelyExpression.is(piece.text())) {
            String expression = withoutSemicolon(piece.text());
            boolean value = last && !expression.startsWith("System.out.") && !expression.startsWith("System.err.");
            List<SnippetEvent> events =
                    evalAndFollow(value ? Value.around(expression) : "{ " + expression + "\n; }", value);
            // What is no expression, or void, or wrong, is refused before it runs; then the usual way tells which.
            if (events.get(0).status() != Snippet.Status.REJECTED) {
                return outcome(events, cell, piece);
            }
            forgetting.evaluated(events.get(0).snippet());
        }
        return outcome(evalAndFollow(piece.text(), false), cell, piece);
    }

    private static String withoutSemicolon(String expression) {
        String text = expression.stripTrailing();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }

    private @Nullable Object outcome(List<SnippetEvent> events, CellSource cell, CellSource.Piece piece) {
        Object result = control.takeValue();
        Throwable thrown = control.takeThrown();
        Object value = null;
        for (SnippetEvent event : events) {
            if (event.causeSnippet() != null) {
                continue;
            }
            Snippet snippet = event.snippet();
            if (event.status() == Snippet.Status.REJECTED) {
                if (importMissing(snippet)) {
                    return outcome(evalAndFollow(piece.text(), false), cell, piece);
                }
                throw report.compileError(snippet, cell, piece);
            }
            report.remember(snippet, cell, piece);
            declared.add(snippet);
            if (thrown instanceof CellThread.Abandoned || (thrown != null && thread.isStopped())) {
                throw stopped(cell);
            }
            if (event.exception() != null && thrown != null) {
                Session.failed(thrown);
                throw report.failure(thrown, event.exception());
            }
            value = shows(snippet) || control.givesValue() ? result : null;
            forgetting.evaluated(snippet);
        }
        return value;
    }

    private List<SnippetEvent> evalAndFollow(String text, boolean asValue) {
        compiler.lock();
        try {
            control.asValue(asValue);
            List<SnippetEvent> events = shell.eval(text);
            variables.follow(events).forEach(CellEvaluator::tell);
            events.stream()
                    .filter(each -> each.status() == Snippet.Status.OVERWRITTEN)
                    .forEach(each -> forgetting.overwritten(each.snippet()));
            return events;
        } finally {
            compiler.unlock();
        }
    }

    /** Imports a class that completion offered and the user took; whether there was one. */
    private boolean importMissing(Snippet rejected) {
        List<String> found = new ArrayList<>();
        shell.diagnostics(rejected)
                .map(diag -> diag.getMessage(java.util.Locale.ENGLISH))
                .forEach(message -> imports.wanted(message).ifPresent(found::add));
        found.forEach(each -> evalAndFollow("import " + each + ";", false));
        return !found.isEmpty();
    }

    private static void tell(String note) {
        Display.current().stream(Display.STDERR, note + "\n");
    }

    private static boolean shows(Snippet snippet) {
        SubKind kind = snippet.subKind();
        return kind == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                || kind == SubKind.VAR_VALUE_SUBKIND
                || kind == SubKind.OTHER_EXPRESSION_SUBKIND;
    }

    private Interrupted stopped(CellSource cell) {
        Duration timeout = options.timeout();
        return report.stopped(cell, timeout);
    }

    /** Whether a text is a whole cell. */
    public Completeness isComplete(String cell) {
        compiler.lock();
        try {
            return CellSplitter.completeness(cell, shell.sourceCodeAnalysis());
        } finally {
            compiler.unlock();
        }
    }

    private List<CellSource.Piece> pieces(CellSource cell) {
        compiler.lock();
        try {
            return CellSplitter.pieces(cell, shell.sourceCodeAnalysis(), report);
        } finally {
            compiler.unlock();
        }
    }

    /** What {@link #isComplete} says of a text. */
    public enum Completeness {
        /** It can be evaluated. */
        COMPLETE,
        /** More must follow. */
        INCOMPLETE,
        /** No continuation makes it valid. */
        INVALID
    }

    /** What could stand at the cursor. */
    public Completion complete(String cell, int cursor) {
        compiler.lock();
        try {
            return new Assistance(shell, types(), imports, addedClassPath()).complete(cell, cursor);
        } finally {
            compiler.unlock();
        }
    }

    /** The documentation of what stands at the cursor, as plain text. */
    public Optional<String> inspect(String cell, int cursor, boolean detailed) {
        compiler.lock();
        try {
            return new Assistance(shell, types(), imports, addedClassPath()).inspect(cell, cursor, detailed);
        } finally {
            compiler.unlock();
        }
    }

    /**
     * Stops the running cell, if there is one; returns at once. Loops of cells, waits, and the library's work stop; a
     * loop inside another library may not, and then the user is told, and a second stop leaves it behind.
     */
    public void interrupt() {
        stopButton.press();
    }

    /** Evaluates and completes something of no consequence, so that the next cell finds a warm compiler. */
    public void warmUp() {
        if (!evaluating.tryLock()) {
            return;
        }
        compiler.lock();
        try {
            thread.begin(null);
            shell.sourceCodeAnalysis().analyzeCompletion("1 + 1");
            shell.eval(Value.around("1 + 1")).forEach(each -> forgetting.evaluated(each.snippet()));
            shell.sourceCodeAnalysis().completionSuggestions("String.val", 10, new int[1]);
            control.takeValue();
        } finally {
            compiler.unlock();
            evaluating.unlock();
        }
    }

    /** Adds a jar or a folder of classes; cells see it from their next statement on. */
    public void addToClassPath(Path path) {
        classPath.add(path);
        shell.addToClasspath(path.toString());
    }

    /** What was added to the JVM's own class path, in order. */
    public List<Path> addedClassPath() {
        return List.copyOf(classPath);
    }

    /** The loader of cell classes: finds what was added to the class path. */
    public ClassLoader classLoader() {
        return loader;
    }

    /** What the last failing cell threw, with its whole stack. */
    public Optional<Throwable> lastError() {
        return Session.lastError();
    }

    private synchronized TypeIndex types() {
        TypeIndex known = types;
        if (known == null) {
            known = TypeIndex.start(loader);
            types = known;
        }
        return known;
    }

    /** JShell itself, for what this class does not offer; not to be used while a cell runs. */
    public JShell shell() {
        return shell;
    }

    @Override
    public void close() {
        stopButton.close();
        shell.close();
    }

    /** Hands JShell the control that was made for it. */
    private record Here(CellControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "here";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }
}
