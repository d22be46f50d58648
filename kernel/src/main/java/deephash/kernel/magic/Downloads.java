package deephash.kernel.magic;

import deephash.progress.Screen;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.jspecify.annotations.Nullable;

/** Shows what Maven fetches as a bar, and ends it when the cell is stopped. */
final class Downloads extends AbstractTransferListener implements AutoCloseable {

    private Screen.@Nullable Bar bar;
    private volatile boolean cancelled;

    /** Ends every transfer at its next step. */
    void cancel() {
        cancelled = true;
    }

    @Override
    public synchronized void transferStarted(TransferEvent event) throws TransferCancelledException {
        checkCancelled();
        bar().note(name(event));
    }

    @Override
    public synchronized void transferProgressed(TransferEvent event) throws TransferCancelledException {
        checkCancelled();
        long size = event.getResource().getContentLength();
        bar().note(name(event) + " " + megabytes(event.getTransferredBytes())
                + (size > 0 ? " of " + megabytes(size) : "") + " MB");
    }

    @Override
    public synchronized void transferSucceeded(TransferEvent event) {
        bar().step(1);
        bar().note("");
    }

    private void checkCancelled() throws TransferCancelledException {
        if (cancelled) {
            throw new TransferCancelledException("The cell was stopped.");
        }
    }

    private Screen.Bar bar() {
        Screen.Bar known = bar;
        if (known == null) {
            known = Screen.current().bar("Downloading", -1, "files");
            bar = known;
        }
        return known;
    }

    private static String name(TransferEvent event) {
        Path name = Path.of(event.getResource().getResourceName()).getFileName();
        return name == null ? "" : name.toString();
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
