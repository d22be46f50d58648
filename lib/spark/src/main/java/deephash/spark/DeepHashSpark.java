package deephash.spark;

import deephash.data.pixel.Fit;
import deephash.model.HashModel;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Images to codes on Apache Spark, and codes to groups of near-duplicates: the same codes, bit for bit, and the same
 * groups as on one machine.
 *
 * <pre>{@code
 * var spark = SparkSession.builder().getOrCreate();
 * var model = HashModel.load(Path.of("model"));
 * var codes = DeepHashSpark.hash(model, DeepHashSpark.files(spark, "s3a://photos/"));   // path, code, error
 * DeepHashSpark.groups(codes, 3).write().parquet("groups");                             // group, path, code
 * }</pre>
 *
 * A code is a column of bytes: bit j is bit j mod 8 (least significant first) of byte j / 8.
 */
public final class DeepHashSpark {

    static final String PATH = "path";
    static final String CODE = "code";
    static final String ERROR = "error";
    static final String CONTENT = "content";
    static final String MODEL_KEY = "deephash.model";
    static final String NAME_KEY = "deephash.name";
    static final String BITS_KEY = "deephash.bits";

    private static final StructType HASHED = new StructType()
            .add(PATH, DataTypes.StringType, false)
            .add(CODE, DataTypes.BinaryType)
            .add(ERROR, DataTypes.StringType);

    private DeepHashSpark() {}

    /**
     * The image files in folders and below: those whose names end in jpg, jpeg, png, webp, bmp or gif and do not begin
     * with a dot. {@link #hash} reads their bytes on the workers, one at a time, so that a file that is broken, too
     * large or gone is a row with an error. Spark's own binary-file source can be hashed as well, but leaves out,
     * without a word, empty files and those whose names begin with an underscore ({@code _MG_0001.JPG}).
     *
     * @param spark the session
     * @param folders as Spark takes paths: local, HDFS, S3; patterns too. The driver and all workers must be able to
     *     read them
     * @return (path)
     * @throws IllegalArgumentException if there is nothing
     */
    public static Dataset<Row> files(SparkSession spark, String... folders) {
        return FileList.of(spark, folders);
    }

    /**
     * Hashes images with {@link Fit#STRETCH}.
     *
     * @see #hash(HashModel, Fit, Dataset)
     */
    public static Dataset<Row> hash(HashModel model, Dataset<Row> files) {
        return hash(model, Fit.STRETCH, files);
    }

    /**
     * Hashes images. Nothing is computed before the result is used. Every row of {@code files} is a row of the result:
     * with a code, or with an error that says what is wrong with the image. A worker process loads the model once.
     *
     * @param model of an architecture of the library
     * @param fit how images come to the model's shape, the same as that of the data it was trained on
     * @param files a column {@code path}; and a column {@code content} with the bytes of each file, unless these are to
     *     be read from the path
     * @return (path, code, error); the column code remembers the model (see {@link #fingerprint})
     * @throws IllegalArgumentException if there is no such column, or no worker could load the model
     */
    public static Dataset<Row> hash(HashModel model, Fit fit, Dataset<Row> files) {
        List<String> columns = Arrays.asList(files.columns());
        if (!columns.contains(PATH)) {
            throw new IllegalArgumentException(
                    "A table of images has a column \"path\", and may have \"content\" with their"
                            + " bytes; this one has " + columns
                            + ". Make one with DeepHashSpark.files(spark, folder).");
        }
        boolean withContent = columns.contains(CONTENT);
        CarriedModel carried = CarriedModel.of(model, fit);
        SparkSession spark = files.sparkSession();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<CarriedModel> broadcast = context.broadcast(carried);
        Broadcast<SerializableConfiguration> hadoop =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        Metadata metadata = new MetadataBuilder()
                .putString(MODEL_KEY, carried.fingerprint())
                .putString(NAME_KEY, carried.name())
                .putLong(BITS_KEY, carried.bits())
                .build();
        return (withContent ? files.select(PATH, CONTENT) : files.select(PATH))
                .mapPartitions(new HashRows(broadcast, hadoop, withContent), Encoders.row(HASHED))
                .withMetadata(CODE, metadata);
    }

    /**
     * The fingerprint of a model as {@link #hash} writes it with its codes: codes with different ones must not be
     * compared.
     *
     * @param model the model
     * @param fit how images come to its shape
     * @return 16 hexadecimal digits
     */
    public static String fingerprint(HashModel model, Fit fit) {
        return CarriedModel.of(model, fit).fingerprint();
    }

    /**
     * Hashes images into a folder of Parquet files, and can be called again after any failure: what is there is not
     * hashed again, and each path is there once.
     *
     * @see CodeTable#add
     */
    public static CodeTable.Added save(HashModel model, Fit fit, Dataset<Row> files, String folder) {
        return CodeTable.add(model, fit, files, folder);
    }

    /**
     * All pairs of different codes that differ in at most some bits. Exact. A code that several images have takes part
     * once.
     *
     * @param codes a column {@code code}; rows without one are left out
     * @param radius in how many bits two codes may differ, at least 1
     * @return (first, second, distance), each pair once, {@code first} the smaller in the order of bytes
     * @throws IllegalArgumentException if the codes have different lengths, or the radius is too large for their length
     */
    public static Dataset<Row> pairs(Dataset<Row> codes, int radius) {
        return NearPairs.within(codes, radius);
    }

    /**
     * Groups of images whose codes hang together by pairs within a radius, directly or over others, as {@link
     * deephash.code.search.CodePairs#groups()} gives them. Computed at once but for the last join. Where the context
     * has a checkpoint directory, what is reached is kept there, and a lost worker costs no more than what it was
     * doing; without one it can end the job.
     *
     * @param codes (path, code); rows without a code are left out
     * @param radius in how many bits two codes of a pair may differ, at least 0
     * @return (group, path, code): groups of at least two, each named by its first path
     * @throws IllegalArgumentException if the codes have different lengths, or the radius is too large for their length
     */
    public static Dataset<Row> groups(Dataset<Row> codes, int radius) {
        return NearGroups.of(codes, radius);
    }
}
