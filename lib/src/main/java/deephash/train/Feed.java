package deephash.train;

import deephash.data.Images;
import deephash.model.block.QuadOrder;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Reads the next batch on a thread of its own while the current one is computed. */
final class Feed implements AutoCloseable {

    private static final ThreadFactory DAEMON = task -> {
        Thread thread = new Thread(task, "deephash-feed");
        thread.setDaemon(true);
        return thread;
    };

    private final ExecutorService reader = Executors.newSingleThreadExecutor(DAEMON);
    private final Images images;
    private final QuadOrder order;
    private @Nullable Future<byte[]> pending;

    Feed(Images images, QuadOrder order) {
        this.images = images;
        this.order = order;
    }

    /** Starts to read the images at {@code items}. */
    void request(int[] items) {
        pending = reader.submit(() -> read(items));
    }

    /** The images last requested, in the network's order. */
    byte[] take() {
        Future<byte[]> asked = pending;
        if (asked == null) {
            throw new IllegalStateException("No images were requested.");
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return asked.get();
                } catch (InterruptedException e) {
                    // reading one batch is short: finish the step, and let the loop see the flag
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

    private byte[] read(int[] items) {
        int perImage = order.pixels().count();
        byte[] image = new byte[perImage];
        byte[] batch = new byte[items.length * perImage];
        for (int i = 0; i < items.length; i++) {
            images.read(items[i], image, 0);
            order.arrange(image, batch, i * perImage);
        }
        return batch;
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
