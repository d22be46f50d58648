package deephash.data.source;

import deephash.data.pixel.Bitmap;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.data.pixel.Resampler;
import deephash.progress.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Decodes many images at once, on all processors, with a bar and a stop button. */
public final class ParallelDecoder {

    /** Images a thread takes at a time. */
    private static final int BATCH = 16;

    private final Originals originals;
    private final Pixels pixels;
    private final Fit fit;
    private final Sink sink;
    private final long[] fingerprints;
    private final SortedMap<Integer, String> broken = new ConcurrentSkipListMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    private ParallelDecoder(Originals originals, Pixels pixels, Fit fit, long[] fingerprints, Sink sink) {
        this.originals = originals;
        this.pixels = pixels;
        this.fit = fit;
        this.fingerprints = fingerprints;
        this.sink = sink;
    }

    /** Where decoded pixels go; called from several threads, once an image. */
    public interface Sink {
        void write(int index, byte[] pixels) throws IOException;
    }

    /**
     * Decodes everything.
     *
     * @param fingerprints one an image, written here
     * @return the images that could not be decoded, with the reason
     * @throws IOException if the sink fails
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static SortedMap<Integer, String> run(
            String what, Originals originals, Pixels pixels, Fit fit, long[] fingerprints, Sink sink)
            throws IOException {
        return new ParallelDecoder(originals, pixels, fit, fingerprints, sink).run(what);
    }

    private SortedMap<Integer, String> run(String what) throws IOException {
        int threads = Math.max(
                1, Math.min(Runtime.getRuntime().availableProcessors(), (originals.size() + BATCH - 1) / BATCH));
        CountDownLatch running = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            Thread thread = new Thread(() -> work(running), "deephash-decode-" + t);
            thread.setDaemon(true);
            thread.start();
        }
        try (Screen.Bar bar = Screen.current().bar(what, originals.size(), "images")) {
            int shown = 0;
            boolean ended = false;
            while (!ended) {
                ended = running.await(50, TimeUnit.MILLISECONDS);
                int now = finished.get();
                bar.step(now - shown);
                shown = now;
            }
        } catch (InterruptedException e) {
            stopped = true;
            awaitEnd(running);
            Thread.currentThread().interrupt();
            Screen.checkInterrupted(what);
        }
        Throwable failed = failure.get();
        if (failed instanceof IOException io) {
            throw io;
        }
        if (failed instanceof Error error) {
            throw error;
        }
        if (failed != null) {
            throw new IllegalStateException(what + " failed.", failed);
        }
        return broken;
    }

    /** Waits for threads that have been told to stop: each ends with the image it has begun. */
    private static void awaitEnd(CountDownLatch running) {
        boolean ended = false;
        while (!ended) {
            try {
                ended = running.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException again) {
                // already stopping
            }
        }
    }

    private void work(CountDownLatch running) {
        try {
            byte[] values = new byte[pixels.count()];
            int from;
            while (!stopped && (from = next.getAndAdd(BATCH)) < originals.size()) {
                int to = Math.min(from + BATCH, originals.size());
                for (int i = from; i < to && !stopped; i++) {
                    decode(i, values);
                }
                finished.addAndGet(to - from);
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            stopped = true;
        } finally {
            running.countDown();
        }
    }

    private void decode(int index, byte[] values) throws IOException {
        Bitmap image;
        try {
            image = originals.decode(index, pixels.channels() == 1);
        } catch (IOException | UncheckedIOException e) {
            fingerprints[index] = PixelStore.BROKEN;
            broken.put(index, reason(e));
            return;
        }
        Resampler.write(image, pixels, fit, values, 0);
        fingerprints[index] = Fingerprint.of(values, 0, values.length);
        sink.write(index, values);
    }

    /** Why an image cannot be read, to stand behind its name. */
    public static String reason(Exception e) {
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "the file is missing";
        }
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "the file may not be read (permission denied)";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.replaceAll("\\p{Cntrl}", " ");
    }
}
