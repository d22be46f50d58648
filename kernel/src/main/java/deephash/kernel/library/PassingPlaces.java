package deephash.kernel.library;

import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Places in a cell's output for what is shown while a larger piece of work goes on: the bar and the chart of one
 * training in a study of twenty. They are used in turns, so that a study leaves its own bar and not the sum of all;
 * when the largest piece ends, they are blank.
 */
final class PassingPlaces {

    private static final Deque<String> BARS = new ArrayDeque<>();
    private static final Deque<String> CHARTS = new ArrayDeque<>();
    private static final List<LiveDisplay> SHOWN = new ArrayList<>();
    private static int open;

    private PassingPlaces() {}

    /**
     * A place on the screen.
     *
     * @param id of its display
     * @param passing whether it is used again
     * @param made whether the display is there already
     */
    record Place(String id, boolean passing, boolean made) {}

    /** A bar opens. */
    static synchronized Place opens() {
        return place(open++ > 0 ? BARS : null);
    }

    /** Notes that something is shown beside a bar. It stays if the bar is the only one. */
    static synchronized Place shows(LiveDisplay live) {
        if (open > 1) {
            SHOWN.add(live);
        }
        return place(open > 1 ? CHARTS : null);
    }

    private static Place place(@Nullable Deque<String> free) {
        String id = free == null ? null : free.poll();
        return new Place(id == null ? UUID.randomUUID().toString() : id, free != null, id != null);
    }

    /**
     * A bar has closed.
     *
     * @param seen whether it was ever drawn
     */
    static synchronized void closes(Place place, boolean seen) {
        open = Math.max(0, open - 1);
        if (place.passing() && seen) {
            BARS.add(place.id());
        }
        if (open <= 1) {
            for (LiveDisplay live : SHOWN) {
                CHARTS.add(live.end());
            }
            SHOWN.clear();
        }
        if (open == 0) {
            BARS.addAll(CHARTS);
            CHARTS.clear();
            while (!BARS.isEmpty()) {
                Display.current().updateDisplay(Bundle.html("", ""), BARS.remove());
            }
        }
    }
}
