package deephash.kernel.notebook;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows in a terminal which cell runs: one line a cell, which on a real terminal also moves while the cell does.
 */
final class RunProgress implements NotebookRun.Listener {

    private static final int WIDTH = 78;
    private static final long NANOS_BETWEEN = 200_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private String line = "";
    private long started;
    private long shown;

    RunProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void starts(int number, int total, Cell cell) {
        started = System.nanoTime();
        String first = cell.source()
                .lines()
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("")
                .strip();
        String place = String.format(Locale.ROOT, "[%d/%d] ", number, total);
        line = place + shortened(first, WIDTH - 10 - place.length());
        if (terminal) {
            out.print(line);
            out.flush();
        }
    }

    @Override
    public synchronized void shows(String text) {
        long now = System.nanoTime();
        if (terminal && !line.isEmpty() && now - shown > NANOS_BETWEEN && !text.isBlank()) {
            shown = now;
            out.print("\r\033[K"
                    + shortened(
                            line.substring(0, line.indexOf(' ') + 1)
                                    + text.lines().findFirst().orElse(""),
                            WIDTH));
            out.flush();
        }
    }

    @Override
    public synchronized void ends(boolean failed) {
        double seconds = (System.nanoTime() - started) / 1e9;
        String end = failed ? "failed" : String.format(Locale.ROOT, "%.1f s", seconds);
        out.println((terminal ? "\r\033[K" : "")
                + line
                + " ".repeat(Math.max(1, WIDTH - end.length() - line.length()))
                + end);
        out.flush();
        line = "";
    }

    private static String shortened(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
