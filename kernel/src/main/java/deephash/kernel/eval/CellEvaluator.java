package deephash.kernel.eval;

import deephash.kernel.eval.assist.Assistance;
import deephash.kernel.eval.assist.AutoImport;
import deephash.kernel.eval.assist.Completion;
import deephash.kernel.eval.assist.Documented;
import deephash.kernel.eval.classpath.IndexedFiles;
import deephash.kernel.eval.classpath.TypeIndex;
import deephash.kernel.eval.error.CellException;
import deephash.kernel.eval.error.CellException.CompileError;
import deephash.kernel.eval.error.CellException.Incomplete;
import deephash.kernel.eval.error.CellException.Interrupted;
import deephash.kernel.eval.error.CellException.RuntimeFailure;
import deephash.kernel.eval.error.ErrorReport;
import deephash.kernel.eval.error.Hints;
import deephash.kernel.eval.error.Messages;
import deephash.kernel.eval.error.Traces;
import deephash.kernel.eval.jshell.Shell;
import deephash.kernel.eval.jshell.ShellLock;
import deephash.kernel.eval.processing.AnnotatedTypes;
import deephash.kernel.eval.run.AddedDrivers;
import deephash.kernel.eval.run.CellControl;
import deephash.kernel.eval.run.CellLoader;
import deephash.kernel.eval.run.CellThread;
import deephash.kernel.eval.run.PrintedTrace;
import deephash.kernel.eval.run.StaticFields;
import deephash.kernel.eval.run.Stop;
import deephash.kernel.eval.state.AfterEvaluation;
import deephash.kernel.eval.state.BrokenDeclarations;
import deephash.kernel.eval.state.ExhaustedHeap;
import deephash.kernel.eval.state.LivingVariables;
import deephash.kernel.eval.state.NameClashes;
import deephash.kernel.eval.state.SnippetCleanup;
import deephash.kernel.eval.text.CellSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates cells: the one evaluator of the notebook kernel, the headless runner and the terminal. A cell is any number
 * of Java snippets; its value is that of its last expression.
 *
 * <p>One cell runs at a time. {@link #interrupt()}, {@link #complete} and {@link #inspect} may be called from another
 * thread while it does.
 */
public final class CellEvaluator implements AutoCloseable {

    private final Shell shell;
    private final CellLoader loader;
    private final CellControl control;
    private final UncaughtInThread uncaught;
    private final CellRunner runner;
    private final EvaluatorOptions options;
    private final List<Path> classPath = new CopyOnWriteArrayList<>();
    private final Assistance assistance;
    private final IdleWork idleWork;
    private final AnnotatedTypes annotated = new AnnotatedTypes(StatementRunner::tell);
    private @Nullable TypeIndex types;

    private CellEvaluator(EvaluatorOptions options) {
        this.options = options;
        loader = new CellLoader(CellEvaluator.class.getClassLoader());
        CellThread thread = new CellThread(loader);
        StaticFields statics = new StaticFields(loader);
        ShellLock lock = new ShellLock();
        control = new CellControl(loader, statics, thread, lock);
        shell = new Shell(control, lock, options.compilerOptions(), IndexedFiles::new);
        JShell jshell = shell.jshell();
        LivingVariables variables = new LivingVariables(jshell, loader);
        BrokenDeclarations reasons = new BrokenDeclarations(jshell);
        Messages messages = new Messages(loader);
        Traces traces = new Traces(shell.frames(), messages);
        CellCalls.tracedBy(traces);
        PrintedTrace.tracedBy(traces::whole);
        uncaught = UncaughtInThread.handle(traces);
        ErrorReport report = new ErrorReport(
                jshell,
                new Hints(jshell, variables, reasons, this::types, this::addedClassPath),
                reasons,
                traces,
                messages);
        SnippetCleanup forgetting = new SnippetCleanup(shell, loader, snippet -> traces.forget(snippet.id()));
        AutoImport imports = new AutoImport();
        StatementRunner statements = new StatementRunner(
                shell,
                control,
                thread,
                new AfterEvaluation(jshell, new NameClashes(jshell, loader), variables, statics, reasons, forgetting),
                report,
                traces,
                imports,
                forgetting,
                new ExhaustedHeap(variables),
                annotated,
                options.timeout());
        runner = new CellRunner(thread, statements, report, traces, options);
        assistance = new Assistance(
                shell,
                this::types,
                imports,
                this::addedClassPath,
                control::isInvoking,
                new Documented(shell, options.sources(), options.setup().askedAhead()),
                options.setup().templates());
        idleWork = new IdleWork(statements, shell, this::types, assistance);
        options.classPath().forEach(this::addToClassPath);
    }

    /**
     * Starts an evaluator, makes its imports and runs its start-up snippets.
     *
     * @throws CellException if a start-up snippet fails
     */
    public static CellEvaluator start(EvaluatorOptions options) {
        CellEvaluator made = prepare(options);
        made.runStartup(Dialect.JAVA);
        return made;
    }

    /** Starts an evaluator and makes its imports; {@link #runStartup} remains to be done. */
    public static CellEvaluator prepare(EvaluatorOptions options) {
        CellEvaluator made = new CellEvaluator(options);
        made.shell.importAll(options.setup().imports().get());
        return made;
    }

    /**
     * Runs the start-up snippets, which may contain what cells may.
     *
     * @throws CellException if one fails; those after it do not run
     */
    public void runStartup(Dialect dialect) {
        for (String each : options.startup()) {
            dialect.eval(this, each, 0, null, value -> 0);
        }
    }

    /** Evaluates a cell, numbered after the one before. */
    public @Nullable Object eval(String cell) {
        return eval(cell, runner.lastNumber() + 1);
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
        return eval(cell, cell, number, tag, use);
    }

    /**
     * Evaluates Java that stands for what a user wrote, on the same lines; errors show what was written.
     *
     * @see #eval(String, int, Object, Function)
     */
    public <T extends @Nullable Object> T eval(
            String java,
            String written,
            int number,
            @Nullable Object tag,
            Function<? super @Nullable Object, ? extends T> use) {
        return runner.eval(new CellSource(number, java, written), tag, use);
    }

    /**
     * Does work that is no Java as a cell: on the thread of cells, with its output, its stop and its time limit.
     *
     * @param written what the user wrote
     * @see #eval(String, int, Object, Function)
     */
    public <T extends @Nullable Object> T call(
            Callable<? extends @Nullable Object> work,
            String written,
            int number,
            @Nullable Object tag,
            Function<? super @Nullable Object, ? extends T> use) {
        return runner.call(work, new CellSource(number, written), tag, use);
    }

    /**
     * Evaluates a script from inside a cell.
     *
     * @param name what errors call it
     */
    public @Nullable Object evalScript(String java, String written, String name) {
        return runner.evalBeside(new CellSource(runner.lastNumber(), name, java, written));
    }

    /** Whether a text is a whole cell. */
    public Completeness isComplete(String cell) {
        shell.lock().lock();
        try {
            return CellSplitter.completeness(cell, shell.analysis());
        } finally {
            shell.lock().unlock();
        }
    }

    /** What could stand at the cursor. */
    public Completion complete(String cell, int cursor) {
        shell.packages().read();
        shell.lock().lock();
        try {
            return assistance.complete(cell, cursor);
        } finally {
            shell.lock().unlock();
        }
    }

    /** The documentation of what stands at the cursor, as plain text. */
    public Optional<String> inspect(String cell, int cursor, boolean detailed) {
        shell.lock().lock();
        try {
            return assistance.inspect(cell, cursor, detailed);
        } finally {
            shell.lock().unlock();
        }
    }

    /**
     * Stops the running cell, if there is one; returns at once. Loops of cells, waits, and the library's work stop.
     * What goes on inside another library for a second is left behind, and the user is told; the next cell then runs.
     */
    public void interrupt() {
        runner.interrupt();
    }

    /** Says that a cell is about to be evaluated: from now on {@link #interrupt()} is meant for it. */
    public void expectCell() {
        runner.expect();
    }

    /** What a cell ends with that was stopped before it began. */
    public CellException stopped(int number) {
        return runner.stopped(number);
    }

    /**
     * Does a little of what makes the next cells and answers sooner, unless something else goes on; to be called while
     * nobody waits.
     *
     * @return whether there is more to do
     */
    public boolean useIdleTime() {
        return runner.betweenCells(() -> {
            if (!shell.lock().tryLock()) {
                return true;
            }
            try {
                return idleWork.doSome();
            } catch (IllegalStateException closed) {
                // The shell is closed: no cell will come.
                return false;
            } finally {
                shell.lock().unlock();
            }
        });
    }

    /** Adds a jar or a folder of classes; cells see it from their next statement on. */
    public void addToClassPath(Path path) {
        shell.lock().lock();
        try {
            classPath.add(path);
            annotated.added(path);
            shell.jshell().addToClasspath(path.toString());
            assistance.forget();
        } finally {
            shell.lock().unlock();
        }
        AddedDrivers.register(path, loader);
    }

    /** What was added to the JVM's own class path, in order. */
    public List<Path> addedClassPath() {
        return List.copyOf(classPath);
    }

    /** For how many nanoseconds statements that have ended have run, without their compilation. */
    public long nanosRun() {
        return control.nanosRun();
    }

    /** The loader of cell classes: finds what was added to the class path. */
    public ClassLoader classLoader() {
        return loader;
    }

    private synchronized TypeIndex types() {
        TypeIndex known = types;
        if (known == null) {
            known = TypeIndex.start(loader);
            types = known;
        }
        return known;
    }

    /** The first snippet of a text that may hold several. */
    public FirstSnippet firstSnippet(String text) {
        shell.lock().lock();
        try {
            return FirstSnippet.of(text, shell.analysis());
        } finally {
            shell.lock().unlock();
        }
    }

    /** What cells have declared. */
    public Declarations declarations() {
        return new Declarations(shell);
    }

    /** The shell, for tests. */
    public Shell shell() {
        return shell;
    }

    @Override
    public void close() {
        runner.close();
        shell.close();
        uncaught.close();
    }
}
