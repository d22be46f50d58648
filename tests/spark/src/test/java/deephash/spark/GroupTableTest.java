package deephash.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.HashCodes;
import deephash.code.search.CodePairs;
import deephash.data.pixel.Pixels;
import deephash.model.Architecture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupTableTest {

    private final SparkSession spark = LocalSpark.session();

    @TempDir
    Path folder;

    @Test
    void aJobThatWasEndedDoesNotRepeatTheStepsThatWereComplete() throws IOException {
        HashCodes codes = NearPairsTest.clustered(600, 64, 5);
        Dataset<Row> table = NearPairsTest.table(spark, codes);
        Path out = folder.resolve("groups");
        Path work = folder.resolve("work");
        SparkListener end = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart job) {
                if (complete(work, "round-1").isPresent()) {
                    spark.sparkContext().cancelAllJobs();
                }
            }
        };
        spark.sparkContext().addSparkListener(end);
        try {
            assertThatThrownBy(() -> GroupTable.save(table, 3, out.toString(), work.toString()))
                    .hasMessageContaining("cancel");
        } finally {
            spark.sparkContext().removeSparkListener(end);
        }
        assertThat(out).doesNotExist();
        Path pairs = complete(work, "pairs").orElseThrow();
        FileTime written = Files.getLastModifiedTime(pairs);

        Set<FileTime> seen = ConcurrentHashMap.newKeySet();
        SparkListener watch = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd task) {
                complete(work, "pairs").ifPresent(file -> {
                    try {
                        seen.add(Files.getLastModifiedTime(file));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        };
        spark.sparkContext().addSparkListener(watch);
        GroupTable.Found found;
        try {
            found = GroupTable.save(table, 3, out.toString(), work.toString());
        } finally {
            spark.sparkContext().removeSparkListener(watch);
        }
        assertThat(seen)
                .as("when the pairs were written, as the second run saw it")
                .containsExactly(written);
        CodePairs here = CodePairs.within(codes, 3);
        assertThat(NearPairsTest.groups(GroupTable.read(spark, out.toString()))).isEqualTo(NearPairsTest.groups(here));
        assertThat(found.groups()).isEqualTo(here.groups().size());
        assertThat(work).as("what was computed on the way").doesNotExist();
    }

    @Test
    void stepsOfOtherCodesOrAnotherRadiusAreNotUsed() {
        String work = folder.resolve("work").toString();
        String out = folder.resolve("groups").toString();
        HashCodes codes = NearPairsTest.clustered(300, 64, 1);
        HashCodes others = NearPairsTest.clustered(300, 64, 2);
        Dataset<Row> table = NearPairsTest.table(spark, codes);
        // what a run leaves that ended just before its end
        NearGroups.of(table, 1, new KeptSteps(spark, new org.apache.hadoop.fs.Path(work, GroupTable.key(table, 1))));
        GroupTable.save(NearPairsTest.table(spark, others), 1, out, work);
        assertThat(NearPairsTest.groups(GroupTable.read(spark, out)))
                .isEqualTo(NearPairsTest.groups(CodePairs.within(others, 1)));
        GroupTable.save(table, 4, out, work);
        assertThat(NearPairsTest.groups(GroupTable.read(spark, out)))
                .isEqualTo(NearPairsTest.groups(CodePairs.within(codes, 4)));
        assertThat(Path.of(work, GroupTable.key(table, 1))).isDirectory();
    }

    @Test
    void thePageShowsGroupsWithPreviewsAndSaysWhatItCannotShow() throws IOException {
        List<Path> photos = Photos.make(folder.resolve("photos"), 6, 9);
        Files.copy(photos.get(2), folder.resolve("photos/copy of <2>.jpg"));
        Files.copy(photos.get(3), folder.resolve("photos/3 again.png"));
        Dataset<Row> codes = DeepHashSpark.hash(
                Photos.model(Architecture.VAE, Pixels.grey(16), 1),
                DeepHashSpark.files(spark, folder.resolve("photos").toString()));
        Dataset<Row> groups = DeepHashSpark.groups(codes, 0).cache();
        long all = groups.select("group").distinct().count();
        Files.delete(folder.resolve("photos/3 again.png"));
        Path page = folder.resolve("groups.html");
        Files.writeString(page, "of an earlier run");
        GroupPage.write(groups, page.toString());
        String html = Files.readString(page);
        assertThat(html).contains("<p>" + all + " groups.").endsWith("</body></html>\n");
        assertThat(html)
                .contains("copy of &lt;2&gt;.jpg</a><br>0 bits", "copy%20of%20%3C2%3E.jpg\"", "data:image/jpeg");
        assertThat(html).contains("(no preview: cannot be read: ").contains("3 again.png");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("photos", "groups.html");
        }
        assertThatThrownBy(
                        () -> GroupPage.write(groups, folder.resolve("photos").toString()))
                .hasMessageContaining("photos cannot be written: ");
        assertThatThrownBy(() -> {
                    codes.write().parquet(folder.resolve("codes").toString());
                    GroupTable.read(spark, folder.resolve("codes").toString());
                })
                .hasMessageContaining("is no table of groups: it has the columns [path, code, error].");
    }

    /** The file that Spark writes last, in a step of the only run there is. */
    private static Optional<Path> complete(Path work, String step) {
        if (!Files.isDirectory(work)) {
            return Optional.empty();
        }
        try (Stream<Path> runs = Files.list(work)) {
            return runs.map(run -> run.resolve(step).resolve("_SUCCESS"))
                    .filter(Files::exists)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
