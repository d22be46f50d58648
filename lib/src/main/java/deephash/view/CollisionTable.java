package deephash.view;

import deephash.metric.Collisions;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Collisions as a table, with the expectation for random codes beside each. */
final class CollisionTable {

    private CollisionTable() {}

    static Table of(String title, Collisions c) {
        StringColumn what = StringColumn.create("collisions");
        DoubleColumn measured = DoubleColumn.create("measured");
        DoubleColumn random = DoubleColumn.create("random codes, expected");
        Table table = Table.create(
                title + ": " + Numbers.count(c.images()) + " images, " + c.bits() + " bits", what, measured, random);
        add(table, "images minus different codes (excess)", c.excess(), c.expectedExcess());
        add(table, "collision rate in % (Eq. 4)", 100 * c.rate(), 100 * c.expectedRate());
        add(table, "images that share their code", c.imagesSharing(), Double.NaN);
        add(table, "codes that are shared", c.codesShared(), Double.NaN);
        add(table, "colliding pairs", c.collidingPairs(), c.expectedPairs());
        c.differentClass().ifPresent(n -> add(table, "… of different classes", n, Double.NaN));
        c.differentPixels().ifPresent(n -> add(table, "… that differ in a pixel", n, Double.NaN));
        add(table, "effective bits", c.collidingPairs() == 0 ? Double.NaN : c.effectiveBits(), c.bits());
        return table;
    }

    private static void add(Table table, String what, double measured, double random) {
        table.stringColumn(0).append(what);
        table.doubleColumn(1).append(measured);
        table.doubleColumn(2).append(random);
    }
}
