package deephash.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Steps of a long computation as Parquet files: one that was complete is read, not computed again. */
final class KeptSteps implements NearGroups.Steps {

    private final SparkSession spark;
    private final Path folder;

    KeptSteps(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
    }

    @Override
    public Dataset<Row> kept(String name, Supplier<Dataset<Row>> step) {
        Path place = new Path(folder, name);
        try {
            // Spark writes this file last
            if (!system(spark, place).exists(new Path(place, "_SUCCESS"))) {
                step.get().write().mode(SaveMode.Overwrite).parquet(place.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(place + " cannot be read: " + e.getMessage(), e);
        }
        return spark.read().parquet(place.toString());
    }

    /** Removes a folder of steps, and the one around it if that is then empty. */
    static void remove(SparkSession spark, Path folder) {
        try {
            FileSystem system = system(spark, folder);
            system.delete(folder, true);
            Path around = folder.getParent();
            if (system.exists(around) && system.listStatus(around).length == 0) {
                system.delete(around, false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The groups are there, but " + folder + " could not be removed: " + e, e);
        }
    }

    private static FileSystem system(SparkSession spark, Path place) throws IOException {
        return place.getFileSystem(spark.sparkContext().hadoopConfiguration());
    }
}
