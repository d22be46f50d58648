package deephash.kernel.eval;

import deephash.kernel.display.Display;
import deephash.kernel.eval.assist.AutoImport;
import deephash.kernel.eval.error.CellException;
import deephash.kernel.eval.error.CellException.RuntimeFailure;
import deephash.kernel.eval.error.ErrorReport;
import deephash.kernel.eval.error.Traces;
import deephash.kernel.eval.jshell.OneStep;
import deephash.kernel.eval.jshell.Shell;
import deephash.kernel.eval.jshell.ShellLock;
import deephash.kernel.eval.processing.AnnotatedTypes;
import deephash.kernel.eval.run.CellControl;
import deephash.kernel.eval.run.CellThread;
import deephash.kernel.eval.run.MemoryReserve;
import deephash.kernel.eval.run.Value;
import deephash.kernel.eval.state.AfterEvaluation;
import deephash.kernel.eval.state.ExhaustedHeap;
import deephash.kernel.eval.state.Redeclarations;
import deephash.kernel.eval.state.SnippetCleanup;
import deephash.kernel.eval.text.CellSource;
import deephash.kernel.eval.text.Likely;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/** Evaluates the statements of a cell one after the other, up to the first that fails. */
final class StatementRunner {

    /** Number of statements that are remembered, for traces that lead through them later, such as through a lambda. */
    private static final int KEPT = 1000;

    /** Every fourth warm-up compiles in JShell's several steps, the others in one. */
    private static final int IN_FULL = 4;

    private final JShell shell;
    private final CellControl control;
    private final CellThread thread;
    private final ShellLock lock;
    private final SnippetEvaluation declarations;
    private final ErrorReport report;
    private final Traces traces;
    private final OfferedImports imports;
    private final SnippetCleanup forgetting;
    private final OneStep oneStep;
    private final Redeclarations redeclarations;
    private final ExhaustedHeap heap;
    private final AnnotatedTypes annotated;
    private final @Nullable Duration timeout;
    private List<Snippet> declared = new ArrayList<>();
    private long passed;
    private int warmings;

    /**
     * Evaluates in a shell.
     *
     * @param annotated runs annotation processors
     * @param timeout of a cell, for the message when it is stopped
     */
    StatementRunner(
            Shell shell,
            CellControl control,
            CellThread thread,
            AfterEvaluation aftermath,
            ErrorReport report,
            Traces traces,
            AutoImport imports,
            SnippetCleanup forgetting,
            ExhaustedHeap heap,
            AnnotatedTypes annotated,
            @Nullable Duration timeout) {
        this.shell = shell.jshell();
        lock = shell.lock();
        this.control = control;
        this.thread = thread;
        declarations = new SnippetEvaluation(this.shell, lock, aftermath);
        this.report = report;
        this.traces = traces;
        this.imports = new OfferedImports(this.shell, imports, declarations::eval);
        this.forgetting = forgetting;
        this.heap = heap;
        this.annotated = annotated;
        this.timeout = timeout;
        oneStep = shell.oneStep();
        redeclarations = new Redeclarations(this.shell, oneStep);
    }

    /** The value of the last statement. */
    @Nullable
    Object run(CellSource cell) {
        List<Snippet> outer = declared;
        declared = new ArrayList<>();
        try {
            Object value = null;
            List<CellSource.Piece> pieces = declarations.begin(pieces(cell));
            int next = 0;
            int alone = 0;
            while (next < pieces.size()) {
                stopIfPressed(cell);
                if (next >= alone) {
                    alone = Blocks.end(cell, pieces, next);
                    if (alone > next + 1 && runAtOnce(cell, pieces.subList(next, alone))) {
                        value = null;
                        next = alone;
                        continue;
                    }
                }
                value = run(cell, pieces.get(next), next == pieces.size() - 1);
                next++;
            }
            stopIfPressed(cell);
            return value;
        } finally {
            lock.lock();
            try {
                declarations.end();
                report.notes(declared).forEach(StatementRunner::tell);
            } finally {
                declared = outer;
                lock.unlock();
            }
        }
    }

    /** Compiles several statements in one go, as fast as one, and runs them; returns whether they compile. */
    private boolean runAtOnce(CellSource cell, List<CellSource.Piece> pieces) {
        CellSource.Piece block = Blocks.joined(cell, pieces);
        OneStep.Compiled compiled = compiled("{ " + Blocks.apart(cell, pieces) + " }");
        if (compiled != null) {
            run(compiled, false, cell, block);
        }
        return compiled != null;
    }

    private List<CellSource.Piece> pieces(CellSource cell) {
        lock.lock();
        try {
            return annotated.processed(
                    CellSplitter.pieces(cell, shell.sourceCodeAnalysis(), report, () -> stopIfPressed(cell)),
                    new SessionTypes(shell));
        } finally {
            lock.unlock();
        }
    }

    private void stopIfPressed(CellSource cell) {
        if (thread.isStopped()) {
            throw stopped(cell);
        }
    }

    /** What a stopped cell ends with. */
    CellException stopped(CellSource cell) {
        return thread.isExhausted()
                ? exhausted(new OutOfMemoryError("the cell was stopped, since the JVM did nothing but collect garbage"))
                : report.stopped(cell, timeout);
    }

    private @Nullable Object run(CellSource cell, CellSource.Piece piece, boolean last) {
        String text = piece.text();
        String bare = Likely.withoutSemicolon(text);
        boolean expression = Likely.isExpression(bare);
        if (!expression && !Likely.isStatement(text)) {
            refuseWrong(cell, piece);
            return outcome(declarations.eval(text), cell, piece);
        }
        String statement = expression ? bare : text;
        boolean value = last && Likely.hasValue(text);
        OneStep.Compiled compiled = compiled(value ? Value.around(statement) : "{ " + statement + "\n; }");
        if (compiled == null && value) {
            // Without a value to show, it is compiled as a statement.
            value = false;
            compiled = compiled("{ " + statement + "\n; }");
        }
        // What does not compile in one step goes to JShell, which says why.
        return compiled == null ? outcome(declarations.eval(text), cell, piece) : run(compiled, value, cell, piece);
    }

    /** Fails on a declaration that does not compile, so that the earlier one stays. */
    private void refuseWrong(CellSource cell, CellSource.Piece piece) {
        lock.lock();
        try {
            List<Diag> errors = redeclarations.refused(piece.text());
            if (!errors.isEmpty() && imports.importMissing(errors.stream())) {
                errors = redeclarations.refused(piece.text());
            }
            if (errors.stream().anyMatch(each -> each.getCode().startsWith("compiler.err.limit"))) {
                forgetting.renewCompiler();
            }
            if (!errors.isEmpty()) {
                throw report.compileError(errors, cell, piece);
            }
            declarations.drop(redeclarations.outOfTheWay(piece.text()));
        } finally {
            lock.unlock();
        }
    }

    private OneStep.@Nullable Compiled compiled(String statement) {
        lock.lock();
        try {
            return oneStep.compile(statement).orElse(null);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Object run(OneStep.Compiled compiled, boolean value, CellSource cell, CellSource.Piece piece) {
        String id = "s" + ++passed;
        traces.remember(id, cell, piece);
        traces.forget("s" + (passed - KEPT));
        Throwable thrown;
        try {
            return control.run(compiled, "#" + id, value);
        } catch (Throwable e) {
            thrown = e;
        }
        if (thrown instanceof CellThread.Abandoned || thread.isStopped()) {
            throw stopped(cell);
        }
        String held = relieved(thrown);
        Throwable translated = translated(thrown);
        if (thrown instanceof CellException inner) {
            throw report.within(inner, translated);
        }
        CellCalls.failed(thrown);
        throw report.withAdvice(report.failure(thrown, translated), held);
    }

    /** Makes room if the heap is exhausted, and says what held it; empty if it is not. */
    private String relieved(Throwable thrown) {
        return MemoryReserve.isExhausted(thrown) ? heap.relieve(declared) : "";
    }

    /** What is thrown where a cell used up the heap outside its own statements, as the compiler's work or a magic. */
    RuntimeFailure exhausted(Throwable thrown) {
        String held = heap.relieve(declared);
        CellCalls.failed(thrown);
        return report.withAdvice(report.failure(thrown), held);
    }

    /** What JShell makes of an exception: its stack names the snippets that it leads through. */
    private Throwable translated(Throwable thrown) {
        lock.lock();
        try {
            forgetting.thrown(thrown);
            control.passOn(thrown);
            List<SnippetEvent> events = shell.eval("{ ; }");
            JShellException translated = events.get(0).exception();
            control.takeThrown();
            forgetting.evaluated(events.get(0).snippet());
            return translated == null ? thrown : translated;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Object outcome(List<SnippetEvent> events, CellSource cell, CellSource.Piece piece) {
        lock.lock();
        try {
            return outcomeOf(events, cell, piece);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Object outcomeOf(List<SnippetEvent> events, CellSource cell, CellSource.Piece piece) {
        Object result = control.takeValue();
        Throwable thrown = control.takeThrown();
        Object value = null;
        for (SnippetEvent event : events) {
            if (event.causeSnippet() != null) {
                continue;
            }
            Snippet snippet = event.snippet();
            if (event.status() == Snippet.Status.REJECTED || shell.status(snippet) == Snippet.Status.DROPPED) {
                if (imports.importMissing(shell.diagnostics(snippet))) {
                    return outcome(declarations.eval(piece.text()), cell, piece);
                }
                throw report.compileError(snippet, cell, piece);
            }
            traces.remember(snippet.id(), cell, piece);
            declared.add(snippet);
            imports.importLacking(snippet);
            if (thrown instanceof CellThread.Abandoned || (thrown != null && thread.isStopped())) {
                CellException stopped = stopped(cell);
                withoutValue(snippet);
                throw stopped;
            }
            if (event.exception() != null && thrown instanceof CellException inner) {
                withoutValue(snippet);
                throw report.within(inner, event.exception());
            }
            if (event.exception() != null && thrown != null) {
                forgetting.thrown(thrown);
                CellCalls.failed(thrown);
                RuntimeFailure failure = report.failure(thrown, event.exception());
                throw report.withAdvice(failure, (relieved(thrown) + " " + withoutValue(snippet)).strip());
            }
            value = shows(snippet) ? result : null;
            forgetting.evaluated(snippet);
        }
        return value;
    }

    /** Drops a variable whose initialiser failed; what the user should know, empty of any other snippet. */
    private String withoutValue(Snippet snippet) {
        return snippet instanceof VarSnippet variable
                        && snippet.subKind() == SubKind.VAR_DECLARATION_WITH_INITIALIZER_SUBKIND
                ? declarations.failed(variable)
                : "";
    }

    private static boolean shows(Snippet snippet) {
        SubKind kind = snippet.subKind();
        return kind == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                || kind == SubKind.VAR_VALUE_SUBKIND
                || kind == SubKind.OTHER_EXPRESSION_SUBKIND;
    }

    /** Compiles and runs something of no consequence. */
    void warmUp() {
        thread.begin(null);
        shell.sourceCodeAnalysis().analyzeCompletion("1 + 1");
        OneStep.Compiled compiled = compiled(Value.around("1 + 1"));
        if (compiled != null && ++warmings % IN_FULL != 0) {
            try {
                control.run(compiled, "#warm", true);
            } catch (Throwable e) {
                // stopped, or closed
            }
            return;
        }
        shell.eval(Value.around("1 + 1")).forEach(each -> forgetting.evaluated(each.snippet()));
        control.takeValue();
    }

    /** Tells the user a line beside the cell's own output; not on standard error, which costs points in nbgrader. */
    static void tell(String note) {
        Display.current().stream(Display.STDOUT, note + "\n");
    }
}
