package deephash.spark;

import com.sun.management.OperatingSystemMXBean;
import deephash.code.HashCodes;
import deephash.code.search.CodePairs;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Near pairs and groups of clustered codes of 64 bits on Spark, one task at a time, beside {@link CodePairs} in memory;
 * called by {@code tests/bench/spark.sh}. A code is one of size / 50 random centres with 0 to 5 bits flipped.
 */
public final class SparkBench {

    private static final int BITS = 64;
    private static final int A_CENTRE = 50;
    private static final int MOST_FLIPS = 5;

    private SparkBench() {}

    /**
     * Arguments: {@code SIZE RADIUS FOLDER}, and {@code pairs} to leave out groups; codes that are in the folder are
     * used.
     */
    public static void main(String[] arguments) {
        int size = Integer.parseInt(arguments[0]);
        int radius = Integer.parseInt(arguments[1]);
        Path folder = Path.of(arguments[2]).resolve(arguments[0]);
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .appName("bench")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.local.dir", folder.resolve("shuffled").toString())
                .getOrCreate();
        spark.sparkContext().setCheckpointDir(folder.resolve("work").toString());
        LongAdder shuffled = new LongAdder();
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd task) {
                shuffled.add(task.taskMetrics().shuffleWriteMetrics().bytesWritten());
            }
        });
        String table = folder.resolve("codes").toString();
        if (!Files.exists(folder.resolve("codes"))) {
            table(spark, clustered(size)).write().parquet(table);
        }
        Dataset<Row> codes = CodeTable.read(spark, table);
        HashCodes memory = clustered(size);
        time(
                "CodePairs, in memory",
                shuffled,
                () -> CodePairs.within(memory, radius).size());
        time(
                "CodePairs, in memory",
                shuffled,
                () -> CodePairs.within(memory, radius).size());
        time(
                "pairs of different codes on Spark",
                shuffled,
                () -> DeepHashSpark.pairs(codes, radius).count());
        time(
                "pairs of different codes on Spark",
                shuffled,
                () -> DeepHashSpark.pairs(codes, radius).count());
        if (arguments.length < 4) {
            time(
                    "groups, in memory",
                    shuffled,
                    () -> CodePairs.within(memory, radius).groups().size());
            time(
                    "images in groups on Spark",
                    shuffled,
                    () -> DeepHashSpark.groups(codes, radius).count());
        }
        spark.stop();
    }

    private static Dataset<Row> table(SparkSession spark, HashCodes codes) {
        Broadcast<long[]> words =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(codes.toWords());
        StructType schema = new StructType()
                .add("path", DataTypes.StringType, false)
                .add("code", DataTypes.BinaryType)
                .add("error", DataTypes.StringType);
        return spark.range(0, codes.size(), 1, 8)
                .map(
                        (MapFunction<Long, Row>) i -> RowFactory.create(
                                "s3a://photos/" + i / 1000 + "/" + i + ".jpg",
                                CodeBytes.ofWords(words.value(), i.intValue(), BITS / 8),
                                null),
                        Encoders.row(schema));
    }

    private static HashCodes clustered(int size) {
        HashCodes centres = HashCodes.random(Math.max(1, size / A_CENTRE), BITS, 99);
        SplittableRandom random = new SplittableRandom(1);
        long[] words = new long[size];
        for (int i = 0; i < size; i++) {
            words[i] = centres.word(random.nextInt(centres.size()), 0);
            for (int flips = random.nextInt(MOST_FLIPS + 1); flips > 0; flips--) {
                words[i] ^= 1L << random.nextInt(BITS);
            }
        }
        return HashCodes.of(BITS, words);
    }

    private static void time(String what, LongAdder shuffled, LongSupplier work) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long bytes = shuffled.sum();
        long start = System.nanoTime();
        long busy = system.getProcessCpuTime();
        long found = work.getAsLong();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d; %.2f s of processor time, %.1f s by the clock, %.0f MB shuffled%n",
                what,
                found,
                (system.getProcessCpuTime() - busy) / 1e9,
                (System.nanoTime() - start) / 1e9,
                (shuffled.sum() - bytes) / 1e6);
    }
}
