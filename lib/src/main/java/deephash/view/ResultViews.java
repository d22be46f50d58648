package deephash.view;

import deephash.drawing.View;
import deephash.metric.BitQuality;
import deephash.metric.Collisions;
import deephash.result.BitBalance;
import deephash.result.CollisionTable;
import deephash.result.DataTable;
import deephash.result.History;
import deephash.result.Plot;
import deephash.result.Tabular;
import java.util.ArrayList;
import java.util.List;

/** How results are shown: tables through Tablesaw, charts through XChart. */
final class ResultViews {

    private ResultViews() {}

    static View of(DataTable table) {
        return Tables.view(table);
    }

    static View of(Plot plot) {
        return Charts.view(Charts.xchart(plot));
    }

    /** The table, and its notes below it. */
    static View of(Tabular result) {
        List<View> views = new ArrayList<>(List.of(of(result.table())));
        result.notes().forEach(note -> views.add(new View(note, null, null)));
        return views.size() == 1 ? views.get(0) : View.stacked(views);
    }

    /** The loss curve, and in words where it stands. */
    static View of(History history) {
        return new View(
                history.toString(),
                null,
                history.epochs().isEmpty() ? null : of(history.chart()).image());
    }

    static View of(Collisions collisions) {
        return of(CollisionTable.of("Collisions", collisions));
    }

    static View of(BitQuality quality) {
        return of(BitBalance.chart(quality.share().length + " bits", quality));
    }
}
