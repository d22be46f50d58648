package deephash.kernel.protocol;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.Dialect;
import deephash.kernel.eval.EvaluatorOptions;
import deephash.kernel.eval.error.CellException;
import deephash.kernel.library.Rendering;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.jspecify.annotations.Nullable;

/**
 * The evaluator and what its cells may contain. It starts beside the sockets, since both take their time, and is waited
 * for by the first request that needs it.
 */
final class LateEvaluator implements AutoCloseable {

    /** The compiler recurses over long expressions. */
    private static final long STACK_BYTES = 32L << 20;

    private final CompletableFuture<CellEvaluator> prepared = new CompletableFuture<>();
    private final CompletableFuture<CommManager> comms = new CompletableFuture<>();
    private final CompletableFuture<CellEvaluator> started = prepared.thenCombine(comms, (cells, manager) -> {
        NotebookKernel.install(cells, manager);
        return cells;
    });
    private final Dialect dialect;
    private final String problem;
    private boolean told;
    private volatile boolean beginning;
    private volatile boolean stopped;

    /**
     * Starts the evaluator.
     *
     * @param problem what the user should know of the start; empty for nothing
     */
    LateEvaluator(EvaluatorOptions options, Dialect dialect, String problem) {
        this.dialect = dialect;
        this.problem = problem;
        daemon(() -> {
                    try {
                        prepared.complete(CellEvaluator.prepare(options));
                    } catch (Throwable e) {
                        prepared.completeExceptionally(e);
                    }
                })
                .start();
        // The first result also needs the renderer, whose classes are loaded while the compiler starts.
        daemon(() -> Rendering.of(Bundle.TEXT)).start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "start", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    /** Gives extensions their comms, without which the start does not end. */
    void use(CommManager manager) {
        comms.complete(manager);
    }

    /** The evaluator, when it has started. */
    CellEvaluator get() {
        return started.join();
    }

    Dialect dialect() {
        return dialect;
    }

    /** Says that a cell is on its way, before its client hears so: a stop is meant for it from now on. */
    void expect() {
        stopped = false;
        beginning = true;
    }

    /**
     * Evaluates the cell that was {@linkplain #expect expected}; before the first, start-up snippets run, and what went
     * wrong at the start is said.
     */
    <T extends @Nullable Object> T eval(
            String cell, int number, @Nullable Object tag, Function<? super @Nullable Object, ? extends T> use) {
        CellEvaluator cells;
        try {
            cells = get();
            if (!told) {
                told = true;
                begin(cells);
            }
            // From here on the evaluator itself remembers a stop that comes too early.
            cells.expectCell();
        } finally {
            beginning = false;
        }
        if (stopped) {
            throw cells.stopped(number);
        }
        return dialect.eval(cells, cell, number, tag, use);
    }

    /** Does work that is no cell as {@link CellEvaluator#call} does. */
    void call(Runnable work, int number, Object tag) {
        get().<@Nullable Object>call(
                        () -> {
                            work.run();
                            return null;
                        },
                        "",
                        number,
                        tag,
                        value -> value);
    }

    private void begin(CellEvaluator cells) {
        if (!problem.isEmpty()) {
            tell(problem);
        }
        try {
            cells.runStartup(dialect);
        } catch (CellException e) {
            tell("A start-up script failed, and what follows it did not run:\n" + String.join("\n", e.trace()));
        } catch (RuntimeException e) {
            tell("A start-up script failed, and what follows it did not run: " + e);
        }
    }

    private static void tell(String line) {
        Display.current().stream(Display.STDERR, line + "\n");
    }

    /** Stops the running cell, if there is one, also if it still waits for the start. */
    void interrupt() {
        stopped = beginning;
        if (isDone(started)) {
            get().interrupt();
        }
    }

    /**
     * Does a little that makes the next cells and answers sooner, if the evaluator is there.
     *
     * @return whether there is more to do
     */
    boolean useIdleTime() {
        return isDone(prepared) ? prepared.join().useIdleTime() : !prepared.isDone();
    }

    private static boolean isDone(CompletableFuture<?> start) {
        return start.isDone() && !start.isCompletedExceptionally();
    }

    @Override
    public void close() {
        if (isDone(started)) {
            get().close();
        }
    }
}
