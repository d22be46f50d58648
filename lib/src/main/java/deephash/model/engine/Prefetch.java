package deephash.model.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the next batch on a thread of its own while the current one is computed.
 *
 * @param <T> what is prepared
 */
public final class Prefetch<T> implements AutoCloseable {

    private static final ThreadFactory DAEMON = task -> {
        Thread thread = new Thread(task, "deephash-feed");
        thread.setDaemon(true);
        return thread;
    };

    private final ExecutorService thread = Executors.newSingleThreadExecutor(DAEMON);
    private @Nullable Future<T> pending;

    /** Starts to prepare. */
    public void request(Callable<T> work) {
        pending = thread.submit(work);
    }

    /** Waits for what was requested last, and returns it. */
    public T take() {
        Future<T> asked = pending;
        if (asked == null) {
            throw new IllegalStateException("Nothing was requested.");
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return asked.get();
                } catch (InterruptedException e) {
                    // preparing one batch is short: finish the step, and let the loop see the flag
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
