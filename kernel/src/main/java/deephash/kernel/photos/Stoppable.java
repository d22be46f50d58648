package deephash.kernel.photos;

import deephash.progress.Screen;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jline.utils.Signals;

/** Work of a command that shows its progress, and that Ctrl-C stops between two photos. */
final class Stoppable {

    private static final int STOPPED = 130;

    private Stoppable() {}

    static int run(PrintWriter err, Callable<Integer> work) throws Exception {
        Screen before = Screen.use(new LineScreen(err, Boolean.getBoolean("deephash.terminal")));
        Thread worker = Thread.currentThread();
        Object handler = Signals.register("INT", worker::interrupt);
        try {
            return work.call();
        } catch (CancellationException e) {
            err.println("Stopped. What was hashed is kept: the same command goes on from there.");
            return STOPPED;
        } finally {
            Signals.unregister("INT", handler);
            Screen.use(before);
        }
    }
}
