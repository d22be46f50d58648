package deephash.spark;

import static org.apache.spark.sql.functions.col;

import deephash.code.HashCodes;
import deephash.data.pixel.Fit;
import deephash.model.HashModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;

/** Codes of images in a folder of Parquet files, (path, code, error), all of one model. */
public final class CodeTable {

    /**
     * A task hashes so many, {@value FILES_A_TASK_USUALLY} unless it is set; what a task has done stays if the job ends
     * early.
     */
    public static final String FILES_A_TASK = "spark.deephash.filesATask";

    private static final int FILES_A_TASK_USUALLY = 500;

    private CodeTable() {}

    /**
     * What a call has done.
     *
     * @param before how many paths were there
     * @param added how many came
     * @param errors how many of all have no code
     */
    public record Added(long before, long added, long errors) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%,d images hashed, %,d were there before; %,d have no code", added, before, errors);
        }
    }

    /**
     * Reads a table.
     *
     * @param spark the session
     * @param folder where it lies
     * @return (path, code, error)
     * @throws IllegalArgumentException if there is none
     */
    public static Dataset<Row> read(SparkSession spark, String folder) {
        if (!exists(spark, folder)) {
            throw new IllegalArgumentException(
                    folder + " holds no table of codes. Make one with the command \"hash\".");
        }
        Dataset<Row> table = spark.read().parquet(folder);
        if (!Arrays.asList(table.columns()).contains(DeepHashSpark.CODE)) {
            throw new IllegalArgumentException(folder + " is no table of codes: it has the columns "
                    + Arrays.toString(table.columns()) + ", and none is \"code\".");
        }
        return table;
    }

    /**
     * Codes in this process, with their names at the same places.
     *
     * @param paths of the images, in order
     * @param codes as many
     */
    public record Collected(List<String> paths, HashCodes codes) {
        /** Copies the paths. */
        public Collected {
            paths = List.copyOf(paths);
        }
    }

    /**
     * Brings codes to the driver: to search them with {@link deephash.code.search.MultiIndex}, to save them with {@link
     * deephash.code.file.CodeFile}, or for {@link deephash.bridge.PostgresCodes}. Ten million take a few GB while they
     * come.
     *
     * @param table (path, code); rows without a code are left out
     * @return the codes, in the order of their paths
     * @throws IllegalArgumentException if there are none, or of different lengths
     */
    public static Collected collect(Dataset<Row> table) {
        List<Row> rows = table.where(col(DeepHashSpark.CODE).isNotNull())
                .select(DeepHashSpark.PATH, DeepHashSpark.CODE)
                .orderBy(DeepHashSpark.PATH)
                .collectAsList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("The table has no code.");
        }
        int bytes = rows.get(0).<byte[]>getAs(1).length;
        Metadata metadata = table.schema().apply(DeepHashSpark.CODE).metadata();
        int bits =
                metadata.contains(DeepHashSpark.BITS_KEY) ? (int) metadata.getLong(DeepHashSpark.BITS_KEY) : 8 * bytes;
        int perCode = CodeBytes.words(bytes);
        long[] words = new long[Math.multiplyExact(rows.size(), perCode)];
        for (int i = 0; i < rows.size(); i++) {
            byte[] code = rows.get(i).getAs(1);
            if (code.length != bytes) {
                throw new IllegalArgumentException("The table has codes of " + 8 * bytes + " and of " + 8 * code.length
                        + " bits. Keep one table a model.");
            }
            CodeBytes.toWords(code, words, i * perCode);
        }
        return new Collected(rows.stream().map(row -> row.getString(0)).toList(), HashCodes.of(bits, words));
    }

    /**
     * Hashes those images that are not there yet. Each task's rows are there as soon as it is done; a call after a
     * failure goes on with the others. An image that changed under its name is not hashed again.
     *
     * @param model of an architecture of the library
     * @param fit how images come to its shape
     * @param files a column {@code path}; and {@code content}, unless the bytes are to be read from the path
     * @param folder where; is made if need be
     * @return what was done
     * @throws IllegalArgumentException if the codes there are of another model
     */
    public static Added add(HashModel model, Fit fit, Dataset<Row> files, String folder) {
        SparkSession spark = files.sparkSession();
        long before = 0;
        Dataset<Row> missing = files;
        if (exists(spark, folder)) {
            Dataset<Row> there = read(spark, folder);
            requireSameModel(there, model, fit, folder);
            before = there.count();
            missing = files.join(there.select(DeepHashSpark.PATH), DeepHashSpark.PATH, "left_anti");
        }
        long total = -1;
        if (!Arrays.asList(files.columns()).contains(DeepHashSpark.CONTENT)) {
            missing = missing.select(DeepHashSpark.PATH);
            total = missing.count();
            long tasks = Math.max(spark.sparkContext().defaultParallelism(), total / filesATask(spark.conf()) + 1);
            // by path, so that a task that is repeated has the same files again
            missing = missing.repartition((int) Math.min(tasks, 100_000), col(DeepHashSpark.PATH))
                    .dropDuplicates(DeepHashSpark.PATH);
        }
        try (JobBar unused = new JobBar(spark.sparkContext(), "Hashing on Spark", total, "images")) {
            write(DeepHashSpark.hash(model, fit, missing), folder);
        }
        Dataset<Row> table = read(spark, folder);
        return new Added(
                before,
                table.count() - before,
                table.where(col(DeepHashSpark.CODE).isNull()).count());
    }

    private static void write(Dataset<Row> codes, String folder) {
        codes.write()
                .mode(SaveMode.Append)
                // what a task has written counts when the task is done, not when all are
                .option("mapreduce.fileoutputcommitter.algorithm.version", "2")
                .parquet(folder);
    }

    private static int filesATask(RuntimeConfig settings) {
        String set = settings.get(FILES_A_TASK, String.valueOf(FILES_A_TASK_USUALLY));
        if (!set.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(FILES_A_TASK + " is a number of files from 1 on, not \"" + set + "\".");
        }
        return Integer.parseInt(set);
    }

    private static void requireSameModel(Dataset<Row> table, HashModel model, Fit fit, String folder) {
        Metadata metadata = table.schema().apply(DeepHashSpark.CODE).metadata();
        String there = metadata.contains(DeepHashSpark.MODEL_KEY)
                ? metadata.getString(DeepHashSpark.MODEL_KEY)
                : "none that is known";
        String here = DeepHashSpark.fingerprint(model, fit);
        if (!there.equals(here)) {
            String name =
                    metadata.contains(DeepHashSpark.NAME_KEY) ? metadata.getString(DeepHashSpark.NAME_KEY) + ", " : "";
            throw new IllegalArgumentException("The codes in " + folder + " are of another model (" + name + there
                    + ") than " + model.name() + " with " + fit + " (" + here
                    + "), and codes of two models cannot be compared. Name another folder.");
        }
    }

    private static boolean exists(SparkSession spark, String folder) {
        try {
            Path path = new Path(folder);
            FileSystem system = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
            if (!system.exists(path)) {
                return false;
            }
            for (FileStatus file : system.listStatus(path)) {
                if (file.isFile() && file.getPath().getName().endsWith(".parquet")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
