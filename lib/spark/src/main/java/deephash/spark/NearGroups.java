package deephash.spark;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What hangs together by pairs, by large stars and small stars in turn (Kiveris, Lattanzi, Mirrokni, Rastogi and
 * Vassilvitskii, 2014): edges are bent towards the least code around until every code of a group is tied to the group's
 * least.
 */
final class NearGroups {

    static final String GROUP = "group";
    private static final String LEAST = "least";
    private static final String U = "u";
    private static final String V = "v";

    private NearGroups() {}

    /** Keeps what a step has found, so that the steps after it do not compute it again. */
    @FunctionalInterface
    interface Steps {
        /**
         * Computes a step, or reads it where it is kept.
         *
         * @param name of the step, the same in each run
         * @param step computes it
         */
        Dataset<Row> kept(String name, Supplier<Dataset<Row>> step);
    }

    /** In the context's checkpoint directory if it has one, else with the executors: for this process only. */
    static Dataset<Row> of(Dataset<Row> codes, int radius) {
        return of(codes, radius, (name, step) -> {
            Dataset<Row> edges = step.get();
            return edges.sparkSession().sparkContext().getCheckpointDir().isDefined()
                    ? edges.checkpoint()
                    : edges.localCheckpoint();
        });
    }

    static Dataset<Row> of(Dataset<Row> codes, int radius, Steps steps) {
        Dataset<Row> members = codes.select(DeepHashSpark.PATH, DeepHashSpark.CODE)
                .where(col(DeepHashSpark.CODE).isNotNull());
        Dataset<Row> stars = stars(members, radius, steps);
        Column name = coalesce(col(LEAST), col(DeepHashSpark.CODE));
        Dataset<Row> named = members.join(
                        stars.select(col(U).as(DeepHashSpark.CODE), col(V).as(LEAST)), usingCode(), "left")
                .select(name.as(LEAST), col(DeepHashSpark.PATH), col(DeepHashSpark.CODE));
        var group = Window.partitionBy(LEAST);
        return named.withColumn("size", count(lit(1)).over(group))
                .withColumn(GROUP, min(DeepHashSpark.PATH).over(group))
                .where(col("size").gt(1))
                .select(GROUP, DeepHashSpark.PATH, DeepHashSpark.CODE);
    }

    private static String[] usingCode() {
        return new String[] {DeepHashSpark.CODE};
    }

    /** (u, v): each code of a group and the group's least, for all but the least itself. */
    private static Dataset<Row> stars(Dataset<Row> members, int radius, Steps steps) {
        Dataset<Row> edges = steps.kept(
                "pairs",
                () -> NearPairs.within(members, radius)
                        .select(
                                col(NearPairs.SECOND).as(U),
                                col(NearPairs.FIRST).as(V)));
        Row before = digest(edges);
        for (int round = 1; ; round++) {
            Dataset<Row> last = edges;
            edges = steps.kept("round-" + round, () -> small(large(last)));
            last.unpersist();
            Row after = digest(edges);
            if (after.equals(before)) {
                return edges;
            }
            before = after;
        }
    }

    /** Each code ties the greater ones around it to the least around it. */
    private static Dataset<Row> large(Dataset<Row> edges) {
        Dataset<Row> both = edges.union(edges.select(col(V), col(U)));
        return leastAround(both)
                .where(col(V).gt(col(U)))
                .select(col(V).as(U), col(LEAST).as(V))
                .distinct();
    }

    /** Each code ties itself and the smaller ones around it to the least of them. */
    private static Dataset<Row> small(Dataset<Row> edges) {
        Dataset<Row> around = leastAround(edges);
        return around.select(col(V).as(U), col(LEAST).as(V))
                .union(around.select(col(U), col(LEAST)))
                .where(col(U).notEqual(col(V)))
                .distinct();
    }

    private static Dataset<Row> leastAround(Dataset<Row> edges) {
        return edges.withColumn(LEAST, least(col(U), min(V).over(Window.partitionBy(U))));
    }

    /** Tells one set of edges from another. */
    private static Row digest(Dataset<Row> edges) {
        return edges.agg(count(lit(1)), bit_xor(xxhash64(col(U), col(V)))).first();
    }
}
