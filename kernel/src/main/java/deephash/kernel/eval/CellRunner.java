package deephash.kernel.eval;

import deephash.kernel.display.StandardStreams;
import deephash.kernel.eval.error.CellException;
import deephash.kernel.eval.error.ErrorReport;
import deephash.kernel.eval.error.Traces;
import deephash.kernel.eval.run.CellThread;
import deephash.kernel.eval.run.HeapWatch;
import deephash.kernel.eval.run.MemoryReserve;
import deephash.kernel.eval.run.StopButton;
import deephash.kernel.eval.text.CellSource;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs cells one at a time, each until it ends, is stopped or takes too long, and cells that a cell evaluates in turn.
 */
final class CellRunner implements AutoCloseable {

    private final CellThread thread;
    private final StatementRunner statements;
    private final ErrorReport report;
    private final Traces traces;
    private final StopButton stopButton;
    private final @Nullable Duration limit;
    private final Setup setup;
    private final HeapWatch heap;
    private final ReentrantLock evaluating = new ReentrantLock();
    private int cells;
    private volatile boolean waiting;
    private volatile boolean stoppedEarly;

    /**
     * Prepares to run cells.
     *
     * @param options how long a cell may take, and what is there beside Java
     */
    CellRunner(
            CellThread thread,
            StatementRunner statements,
            ErrorReport report,
            Traces traces,
            EvaluatorOptions options) {
        this.thread = thread;
        this.statements = statements;
        this.report = report;
        this.traces = traces;
        limit = options.timeout();
        setup = options.setup();
        stopButton = new StopButton(thread, traces::place, StatementRunner::tell, setup.yielding());
        heap = new HeapWatch(() -> {
            MemoryReserve.give();
            thread.exhaust();
            stopButton.press();
        });
    }

    /** The number of the cell that began last. */
    int lastNumber() {
        return cells;
    }

    /** Evaluates a cell, or, asked by a cell, one within it. */
    <T extends @Nullable Object> T eval(
            CellSource cell, @Nullable Object tag, Function<? super @Nullable Object, ? extends T> use) {
        return thread.isCurrent() ? use.apply(evalBeside(cell)) : run(cell, () -> statements.run(cell), tag, use);
    }

    /** Does work that is no Java as a cell, or, asked by a cell, as part of it. */
    <T extends @Nullable Object> T call(
            Callable<? extends @Nullable Object> work,
            CellSource cell,
            @Nullable Object tag,
            Function<? super @Nullable Object, ? extends T> use) {
        return thread.isCurrent()
                ? use.apply(onCellThread(cell, work))
                : run(cell, () -> onCellThread(cell, work), tag, use);
    }

    private <T extends @Nullable Object> T run(
            CellSource cell,
            Supplier<? extends @Nullable Object> work,
            @Nullable Object tag,
            Function<? super @Nullable Object, ? extends T> use) {
        if (!waiting) {
            expect();
        }
        evaluating.lock();
        try {
            cells = cell.number();
            traces.runs(cell);
            StandardStreams.mend();
            MemoryReserve.take();
            thread.begin(tag);
            heap.begin();
            waiting = false;
            if (stoppedEarly) {
                thread.interrupt();
            }
            try (StopButton.Alarm alarm = stopButton.after(limit)) {
                return used(cell, work.get(), use);
            } catch (OutOfMemoryError e) {
                throw statements.exhausted(e);
            } finally {
                heap.end();
                setup.afterCell().run();
            }
        } finally {
            evaluating.unlock();
        }
    }

    /** Evaluates a cell from inside the one that runs. */
    @Nullable
    Object evalBeside(CellSource cell) {
        CellSource outer = traces.runs(cell);
        try {
            return thread.<@Nullable Object>beside(() -> statements.run(cell));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        } finally {
            traces.runs(outer);
        }
    }

    private @Nullable Object onCellThread(CellSource cell, Callable<? extends @Nullable Object> work) {
        try {
            return thread.call(work);
        } catch (Throwable e) {
            if (thread.isStopped()) {
                throw statements.stopped(cell);
            }
            if (e instanceof CellException inner) {
                throw inner;
            }
            if (MemoryReserve.isExhausted(e)) {
                throw statements.exhausted(e);
            }
            CellCalls.failed(e);
            throw report.failure(e);
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
                throw statements.stopped(cell);
            }
            if (MemoryReserve.isExhausted(e)) {
                throw statements.exhausted(e);
            }
            CellCalls.failed(e);
            throw report.failure(e, cell);
        }
        if (thread.isStopped()) {
            throw statements.stopped(cell);
        }
        return made;
    }

    /** Says that the next cell is on its way: a stop is meant for it from now on. */
    void expect() {
        stoppedEarly = false;
        waiting = true;
    }

    /** Stops the cell that runs or waits to, if there is one. */
    void interrupt() {
        // A cell that has not begun, as when the compiler is being warmed, must not miss it.
        stoppedEarly = waiting;
        stopButton.press();
    }

    /** What a cell ends with that was stopped before it began. */
    CellException stopped(int number) {
        return statements.stopped(new CellSource(number, ""));
    }

    /** Runs work that must not overlap with a cell, and returns its result; if a cell runs, returns true without it. */
    boolean betweenCells(BooleanSupplier work) {
        if (!evaluating.tryLock()) {
            return true;
        }
        try {
            return work.getAsBoolean();
        } finally {
            evaluating.unlock();
        }
    }

    @Override
    public void close() {
        heap.close();
        stopButton.close();
    }
}
