package deephash.kernel.photos;

import deephash.progress.Screen;
import java.io.PrintWriter;
import java.util.Locale;

/** Progress on standard error: a line that is written over in a terminal, a line at the end of long work elsewhere. */
final class LineScreen implements Screen {

    private static final long NANOS_BETWEEN = 200_000_000;

    private final PrintWriter out;
    private final boolean moves;

    LineScreen(PrintWriter out, boolean moves) {
        this.out = out;
        this.moves = moves;
    }

    @Override
    public Bar bar(String what, long total, String unit) {
        return new Bar() {
            private final long started = System.nanoTime();
            private long drawn = started;
            private long done;
            private String note = "";

            @Override
            public synchronized void step(long count) {
                done += count;
                long now = System.nanoTime();
                if (moves && now - drawn > NANOS_BETWEEN) {
                    drawn = now;
                    double seconds = (now - started) / 1e9;
                    String left = total > 0 && done > 0
                            ? String.format(Locale.ROOT, ", %.0f s left", seconds / done * (total - done))
                            : "";
                    out.printf(Locale.ROOT, "\r\033[K%s: %,d of %,d %s%s%s", what, done, total, unit, left, note);
                    out.flush();
                }
            }

            @Override
            public synchronized void note(String text) {
                note = ", " + text;
            }

            @Override
            public synchronized void close() {
                double seconds = (System.nanoTime() - started) / 1e9;
                if (moves) {
                    out.print("\r\033[K");
                }
                if (done < total || System.nanoTime() - started > SOON.toNanos()) {
                    out.printf(Locale.ROOT, "%s: %,d %s, %.1f s%n", what, done, unit, seconds);
                }
                out.flush();
            }
        };
    }

    @Override
    public Live show(Object content) {
        return replacement -> {};
    }

    @Override
    public void say(String line) {
        out.println(line);
        out.flush();
    }
}
