package deephash.kernel.library;

import deephash.drawing.Html;
import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.progress.Screen;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The library's screen in a notebook: a bar is one display that is replaced about ten times a second, and stays as one
 * line when it ends, unless that is {@link Screen#SOON}. What is shown inside a larger piece of work makes room for
 * what comes next.
 */
public final class NotebookScreen implements Screen {

    private final Queue<HtmlBar> open = new ConcurrentLinkedQueue<>();

    @Override
    public Bar bar(String what, long total, String unit) {
        HtmlBar bar = new HtmlBar(what, total, unit);
        open.add(bar);
        return bar;
    }

    @Override
    public Live show(Object content) {
        // what is shown beside a bar comes below it
        open.forEach(HtmlBar::appear);
        return new LiveDisplay(content);
    }

    /** Draws now what was held back by the limit on drawings, such as at the end of a cell. */
    public static void flush() {
        LiveDisplay.drawAllWaiting();
    }

    @Override
    public void say(String line) {
        Display.current().stream(Display.STDOUT, line + "\n");
    }

    /** One bar. Steps may come from several threads. */
    private final class HtmlBar implements Bar {

        private static final long NANOS_BETWEEN = 100_000_000L;

        private final String what;
        private final long total;
        private final String unit;
        private final PassingPlaces.Place place = PassingPlaces.opens();
        private final long started = System.nanoTime();
        private long done;
        private String note = "";
        private long shown;
        private boolean visible;
        private boolean closed;

        HtmlBar(String what, long total, String unit) {
            this.what = what;
            this.total = total;
            this.unit = unit;
            this.shown = started;
            this.visible = place.made();
        }

        @Override
        public synchronized void step(long count) {
            done += count;
            showIfDue();
        }

        @Override
        public synchronized void note(String text) {
            note = text;
            showIfDue();
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                open.remove(this);
                if (visible || total < 0 || done < total || System.nanoTime() - started >= SOON.toNanos()) {
                    show();
                }
                PassingPlaces.closes(place, visible);
            }
        }

        private synchronized void appear() {
            if (!closed && !visible) {
                show();
            }
        }

        private void showIfDue() {
            long now = System.nanoTime();
            if (!closed && now - shown >= (visible ? NANOS_BETWEEN : SOON.toNanos())) {
                shown = now;
                show();
            }
        }

        private void show() {
            double seconds = (System.nanoTime() - started) / 1e9;
            Bundle bundle = Bundle.html(html(seconds), text(seconds));
            if (visible) {
                Display.current().updateDisplay(bundle, place.id());
            } else {
                visible = true;
                Display.current().display(bundle, place.id());
            }
        }

        private String text(double seconds) {
            StringBuilder text = new StringBuilder(what).append(": ").append(count());
            text.append(String.format(Locale.ROOT, ", %s", duration(seconds)));
            if (!closed && total > 0 && done > 0 && done < total) {
                text.append(", ")
                        .append(duration(seconds / done * (total - done)))
                        .append(" left");
            }
            if (!note.isEmpty()) {
                text.append(", ").append(note);
            }
            return text.toString();
        }

        private String count() {
            String all = String.format(Locale.ROOT, "%,d", done);
            return total < 0 ? all + " " + unit : String.format(Locale.ROOT, "%s of %,d %s", all, total, unit);
        }

        private String html(double seconds) {
            if (closed) {
                String sign = total < 0 || done >= total ? "✓" : "■";
                return "<div>" + sign + " " + Html.escape(text(seconds)) + "</div>";
            }
            String bar = total < 0
                    ? "<progress style='width:20em;vertical-align:middle'></progress>"
                    : "<progress style='width:20em;vertical-align:middle' value='" + done + "' max='" + total
                            + "'></progress>";
            return "<div>" + bar + " " + Html.escape(text(seconds)) + "</div>";
        }

        private static String duration(double seconds) {
            if (seconds < 60) {
                return String.format(Locale.ROOT, "%.1f s", seconds);
            }
            long whole = Math.round(seconds);
            return whole < 3600
                    ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
                    : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole / 60 % 60);
        }
    }
}
