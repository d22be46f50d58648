package deephash.kernel.eval;

import deephash.kernel.eval.error.Traces;
import deephash.kernel.eval.run.KeyboardInterrupt;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Prints what ends a thread that a cell has started, in the user's cells and lines. */
final class UncaughtInThread implements Thread.UncaughtExceptionHandler, AutoCloseable {

    private final Traces traces;
    private final Thread.@Nullable UncaughtExceptionHandler before;

    private UncaughtInThread(Traces traces) {
        this.traces = traces;
        before = Thread.getDefaultUncaughtExceptionHandler();
    }

    /** Prints for every thread that has no handler of its own, until closed. */
    static UncaughtInThread handle(Traces traces) {
        UncaughtInThread made = new UncaughtInThread(traces);
        Thread.setDefaultUncaughtExceptionHandler(made);
        return made;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        if (thrown instanceof KeyboardInterrupt || thrown instanceof ThreadDeath) {
            // The stop button's doing, which the cell reports.
            return;
        }
        CellCalls.failed(thrown);
        String trace = String.join("\n", traces.of(thread, thrown));
        PrintStream user = System.err;
        if (user == null) {
            StatementRunner.tell(trace);
        } else {
            user.println(trace);
        }
    }

    @Override
    public void close() {
        if (Thread.getDefaultUncaughtExceptionHandler() == this) {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }
}
