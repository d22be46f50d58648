package deephash.kernel.repl;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.kernel.library.Rendering;
import deephash.progress.Screen;
import java.util.Locale;
import java.util.UUID;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * The library's screen in a terminal: bars that move in their line, and one line when they end, unless that is soon.
 */
final class TerminalScreen implements Screen {

    private static final int MILLIS_BETWEEN = 100;
    private static final int LEAST_WIDTH = 40;

    private final @Nullable Terminal terminal;

    /** Draws on {@code terminal}; null if the output goes to a file, where only ends are told. */
    TerminalScreen(@Nullable Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Bar bar(String what, long total, String unit) {
        return new LineBar(what, total, unit, terminal);
    }

    @Override
    public Live show(Object content) {
        String id = UUID.randomUUID().toString();
        Bundle first = Rendering.of(content);
        Display.current().display(first, id);
        // Only pictures, which are replaced in place: a line for each epoch would push the bar away.
        boolean picture = first.data().containsKey(Bundle.PNG);
        return replacement -> {
            if (picture) {
                Display.current().updateDisplay(Rendering.of(replacement), id);
            }
        };
    }

    @Override
    public void say(String line) {
        Display.current().stream(Display.STDERR, line + "\n");
    }

    /** One bar. Steps may come from several threads. */
    private static final class LineBar implements Bar {

        private final String what;
        private final long total;
        private final String unit;
        private final long started = System.nanoTime();
        private final @Nullable ProgressBar moving;
        private long done;
        private String note = "";
        private boolean closed;

        LineBar(String what, long total, String unit, @Nullable Terminal terminal) {
            this.what = what;
            this.total = total;
            this.unit = unit;
            if (terminal == null) {
                moving = null;
                return;
            }
            int width = Math.max(LEAST_WIDTH, terminal.getWidth() - 1);
            moving = new ProgressBarBuilder()
                    .setTaskName(what)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(MILLIS_BETWEEN)
                    .setConsumer(new DelegatingProgressBarConsumer(
                            line -> {
                                terminal.writer().print("\r" + line);
                                terminal.flush();
                            },
                            width))
                    .clearDisplayOnFinish()
                    .build();
        }

        @Override
        public synchronized void step(long count) {
            done += count;
            if (moving != null) {
                moving.stepBy(count);
            }
        }

        @Override
        public synchronized void note(String text) {
            note = text;
            if (moving != null) {
                moving.setExtraMessage(" " + text);
            }
        }

        @Override
        public synchronized void close() {
            if (closed) {
                return;
            }
            closed = true;
            if (moving != null) {
                moving.close();
            }
            boolean all = done == total;
            long nanos = System.nanoTime() - started;
            String line = all && nanos < SOON.toNanos()
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "%s: %s %s, %.1f s%s%n",
                            what,
                            all || total < 0
                                    ? String.format(Locale.ROOT, "%,d", done)
                                    : String.format(Locale.ROOT, "%,d of %,d", done, total),
                            unit,
                            nanos / 1e9,
                            note.isEmpty() ? "" : ", " + note);
            Display.current().stream(Display.STDERR, moving == null ? line : "\r\033[K" + line);
        }
    }
}
