package deephash.spark;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Groups of near-duplicates in a folder of Parquet files, (group, path, code), by a job that goes on where it
 * ended early.
 */
public final class GroupTable {

    private GroupTable() {}

    /**
     * What a call has found.
     *
     * @param images how many images are in groups
     * @param groups how many groups there are
     */
    public record Found(long images, long groups) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,d images in %,d group%s", images, groups, groups == 1 ? "" : "s");
        }
    }

    /**
     * Finds groups and writes them. What each step has found (the pairs, then each round of joining them) is kept in a
     * folder until all is done, so the same call after a failure does not repeat steps that were complete. Steps are
     * used again only for the same paths, codes and radius.
     *
     * @param codes (path, code); rows without a code are left out
     * @param radius the number of bits in which two codes of a pair may differ, at least 0
     * @param folder where the groups go; replaced
     * @param work where steps are kept, on a disk that all workers can write; the pairs and each round need room there
     * @return what was found
     * @throws IllegalArgumentException if the codes have different lengths, or the radius is too large for their length
     */
    public static Found save(Dataset<Row> codes, int radius, String folder, String work) {
        SparkSession spark = codes.sparkSession();
        Path steps = new Path(work, key(codes, radius));
        NearGroups.of(codes, radius, new KeptSteps(spark, steps))
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(folder);
        KeptSteps.remove(spark, steps);
        Dataset<Row> groups = spark.read().parquet(folder);
        return new Found(
                groups.count(), groups.select(NearGroups.GROUP).distinct().count());
    }

    /**
     * Reads groups.
     *
     * @param spark the session
     * @param folder where {@link #save} wrote them
     * @return (group, path, code)
     * @throws IllegalArgumentException if it has other columns
     */
    public static Dataset<Row> read(SparkSession spark, String folder) {
        Dataset<Row> groups = spark.read().parquet(folder);
        if (!Arrays.asList(groups.columns())
                .containsAll(Arrays.asList(NearGroups.GROUP, DeepHashSpark.PATH, DeepHashSpark.CODE))) {
            throw new IllegalArgumentException(folder + " is no table of groups: it has the columns "
                    + Arrays.toString(groups.columns()) + ". Make one with the command \"duplicates\".");
        }
        return groups;
    }

    /** Differs for other codes, other paths and another radius. */
    static String key(Dataset<Row> codes, int radius) {
        Row all = codes.agg(count(lit(1)), bit_xor(xxhash64(col(DeepHashSpark.PATH), col(DeepHashSpark.CODE))))
                .first();
        long digest = all.isNullAt(1) ? 0 : all.getLong(1);
        return String.format(Locale.ROOT, "radius-%d-%d-%016x", radius, all.getLong(0), digest);
    }
}
