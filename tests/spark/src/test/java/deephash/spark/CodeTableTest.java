package deephash.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import deephash.model.HashModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeTableTest {

    private final SparkSession spark = LocalSpark.session();

    @TempDir
    Path folder;

    @Test
    void aJobThatWasEndedGoesOnWithWhatIsMissingAndNothingIsThereTwice() throws IOException {
        Path photos = folder.resolve("photos");
        Photos.make(photos, 1600, 4);
        Files.writeString(photos.resolve("broken.jpg"), "no image");
        HashModel model = Photos.model(Architecture.VAE, Pixels.grey(16), 1);
        Dataset<Row> files = DeepHashSpark.files(spark, photos.toString());
        Map<String, String> expected = Photos.byName(DeepHashSpark.hash(model, files));
        String table = folder.resolve("codes").toString();

        AtomicBoolean ended = new AtomicBoolean();
        SparkListener end = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd task) {
                if (task.taskMetrics() != null
                        && task.taskMetrics().outputMetrics().recordsWritten() > 0
                        && !ended.getAndSet(true)) {
                    spark.sparkContext().cancelAllJobs();
                }
            }
        };
        spark.sparkContext().addSparkListener(end);
        try {
            assertThatThrownBy(() -> DeepHashSpark.save(model, Fit.STRETCH, files, table))
                    .hasMessageContaining("cancel");
        } finally {
            spark.sparkContext().removeSparkListener(end);
        }
        long kept = CodeTable.read(spark, table).count();
        assertThat(kept).isBetween(200L, 1500L);

        CodeTable.Added added = DeepHashSpark.save(model, Fit.STRETCH, files, table);
        assertThat(added).isEqualTo(new CodeTable.Added(kept, 1601 - kept, 1));
        assertThat(Photos.byName(CodeTable.read(spark, table))).isEqualTo(expected);

        Photos.make(photos.resolve("more"), 3, 5);
        files.sparkSession().catalog().clearCache();
        assertThat(DeepHashSpark.save(model, Fit.STRETCH, DeepHashSpark.files(spark, photos.toString()), table))
                .hasToString("3 images hashed, 1,601 were there before; 1 have no code");
    }

    @Test
    void aPathThatIsNamedTwiceIsHashedOnceAndBytesCanComeInATable() {
        Photos.make(folder.resolve("photos"), 6, 1);
        HashModel model = Photos.model(Architecture.VAE, Pixels.grey(16), 1);
        String photos = folder.resolve("photos").toString();
        Dataset<Row> twice = DeepHashSpark.files(spark, photos).union(DeepHashSpark.files(spark, photos + "/odd"));
        DeepHashSpark.save(model, Fit.STRETCH, twice, folder.resolve("one").toString());
        Dataset<Row> bytes = spark.read()
                .format("binaryFile")
                .option("recursiveFileLookup", "true")
                .load(photos);
        DeepHashSpark.save(model, Fit.STRETCH, bytes, folder.resolve("two").toString());
        assertThat(Photos.byName(CodeTable.read(spark, folder + "/one")))
                .hasSize(6)
                .isEqualTo(Photos.byName(CodeTable.read(spark, folder + "/two")));
        CodeTable.Collected here = CodeTable.collect(CodeTable.read(spark, folder + "/one"));
        assertThat(here.codes().bits()).isEqualTo(64);
        assertThat(Photos.byName(here.paths().stream().map(Path::of).toList(), here.codes()))
                .isEqualTo(Photos.byName(CodeTable.read(spark, folder + "/two")));
    }

    @Test
    void codesOfAnotherModelOrFitAreNotMixedInAndWhatIsNoTableIsNamed() {
        Photos.make(folder.resolve("photos"), 4, 1);
        Dataset<Row> files = DeepHashSpark.files(spark, folder.resolve("photos").toString());
        String table = folder.resolve("codes").toString();
        HashModel model = Photos.model(Architecture.VAE, Pixels.grey(16), 1);
        DeepHashSpark.save(model, Fit.STRETCH, files, table);
        HashModel other = Photos.model(Architecture.VAE, Pixels.grey(16), 2);
        assertThatThrownBy(() -> DeepHashSpark.save(other, Fit.STRETCH, files, table))
                .hasMessageContaining("are of another model (untrained VAE, "
                        + DeepHashSpark.fingerprint(model, Fit.STRETCH) + ") than untrained VAE with STRETCH")
                .hasMessageContaining("Name another folder.");
        assertThatThrownBy(() -> DeepHashSpark.save(model, Fit.CROP, files, table))
                .hasMessageContaining("than untrained VAE with CROP");
        assertThatThrownBy(() -> CodeTable.read(spark, folder.resolve("photos").toString()))
                .hasMessageContaining("holds no table of codes");
        spark.range(3).toDF("id").write().parquet(folder.resolve("ids").toString());
        assertThatThrownBy(() -> CodeTable.read(spark, folder.resolve("ids").toString()))
                .hasMessageContaining("it has the columns [id], and none is \"code\"");
        assertThat(List.of(CodeTable.read(spark, table).columns())).containsExactly("path", "code", "error");
    }
}
