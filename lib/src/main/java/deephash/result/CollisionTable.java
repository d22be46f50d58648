package deephash.result;

import deephash.metric.Collisions;
import deephash.result.DataTable.Reals;
import deephash.result.DataTable.Words;
import java.util.ArrayList;
import java.util.List;

/** Collisions as a table. */
public final class CollisionTable {

    private record Row(String what, double measured, double random) {}

    private CollisionTable() {}

    /**
     * Images that share a code, with what is expected of random codes beside it.
     *
     * @param title whose codes
     * @param c what was counted
     * @return a row a count
     */
    public static DataTable of(String title, Collisions c) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("images minus different codes (excess)", c.excess(), c.expectedExcess()));
        rows.add(new Row("collision rate in % (Eq. 4)", 100 * c.rate(), 100 * c.expectedRate()));
        rows.add(new Row("images that share their code", c.imagesSharing(), Double.NaN));
        rows.add(new Row("codes that are shared", c.codesShared(), Double.NaN));
        rows.add(new Row("colliding pairs", c.collidingPairs(), c.expectedPairs()));
        c.differentClass().ifPresent(n -> rows.add(new Row("… of different classes", n, Double.NaN)));
        c.differentPixels().ifPresent(n -> rows.add(new Row("… that differ in a pixel", n, Double.NaN)));
        rows.add(new Row("effective bits", c.collidingPairs() == 0 ? Double.NaN : c.effectiveBits(), c.bits()));
        return DataTable.of(
                title + ": " + Numbers.count(c.images()) + " images, " + c.bits() + " bits",
                new Words("collisions", rows.stream().map(Row::what).toList()),
                new Reals("measured", rows.stream().mapToDouble(Row::measured).toArray()),
                new Reals(
                        "random codes, expected",
                        rows.stream().mapToDouble(Row::random).toArray()));
    }
}
