package deephash.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.xxhash64;

import deephash.code.HashCodes;
import deephash.code.search.Agreement;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Pairs of codes within a radius: by each choice of substrings codes that agree are brought together, and a pair counts
 * where it agrees for the first time (see {@link Agreement}), so that nothing has to be made distinct afterwards.
 */
final class NearPairs {

    static final String FIRST = "first";
    static final String SECOND = "second";
    static final String DISTANCE = "distance";

    /** What it costs to bring one code to its like: it is written, sent, read and sorted. */
    private static final double NANOS_A_CODE = 2500;

    private static final int SAMPLE = 512;
    private static final int CODES_A_TASK = 200_000;

    private static final String CHOICE = "choice";
    private static final String KEY = "key";

    private static final StructType KEYED = new StructType()
            .add(CHOICE, DataTypes.IntegerType, false)
            .add(KEY, DataTypes.LongType, false)
            .add(DeepHashSpark.CODE, DataTypes.BinaryType, false);

    private static final StructType PAIRS = new StructType()
            .add(FIRST, DataTypes.BinaryType, false)
            .add(SECOND, DataTypes.BinaryType, false)
            .add(DISTANCE, DataTypes.IntegerType, false);

    private NearPairs() {}

    static Dataset<Row> within(Dataset<Row> codes, int radius) {
        if (radius < 0) {
            throw new IllegalArgumentException("A radius is at least 0, not " + radius + ".");
        }
        Dataset<Row> distinct = codes.select(DeepHashSpark.CODE)
                .where(col(DeepHashSpark.CODE).isNotNull())
                .distinct();
        Row found = distinct.agg(
                        count(lit(1)), min(length(col(DeepHashSpark.CODE))), max(length(col(DeepHashSpark.CODE))))
                .first();
        long size = found.getLong(0);
        SparkSession spark = codes.sparkSession();
        if (size < 2 || radius == 0) {
            return spark.createDataFrame(List.of(), PAIRS);
        }
        int bytes = found.getInt(1);
        if (bytes != found.getInt(2)) {
            throw new IllegalArgumentException("The table has codes of " + 8 * bytes + " and of " + 8 * found.getInt(2)
                    + " bits, and codes of different lengths have no distance. Keep one table a model.");
        }
        Agreement agreement = Agreement.cheapest(sample(distinct, bytes), size, radius, NANOS_A_CODE);
        Broadcast<Agreement> carried =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(agreement);
        long tasks = Math.max(spark.sparkContext().defaultParallelism(), size * agreement.choices() / CODES_A_TASK + 1);
        return distinct.flatMap(new Keys(carried, bytes), Encoders.row(KEYED))
                .repartition((int) Math.min(tasks, 100_000), col(CHOICE), col(KEY))
                .sortWithinPartitions(CHOICE, KEY)
                .mapPartitions(new Meetings(carried, bytes, radius), Encoders.row(PAIRS));
    }

    /** The same few codes each time, spread over all. */
    private static HashCodes sample(Dataset<Row> distinct, int bytes) {
        List<Row> rows = distinct.orderBy(xxhash64(col(DeepHashSpark.CODE)))
                .limit(SAMPLE)
                .collectAsList();
        int perCode = CodeBytes.words(bytes);
        long[] words = new long[rows.size() * perCode];
        for (int i = 0; i < rows.size(); i++) {
            CodeBytes.toWords(rows.get(i).getAs(0), words, i * perCode);
        }
        return HashCodes.of(8 * bytes, words);
    }

    /** A code's keys, one a choice: codes that agree by a choice have the same. */
    private static final class Keys implements FlatMapFunction<Row, Row> {
        private static final long serialVersionUID = 1;
        private final Broadcast<Agreement> agreement;
        private final int bytes;

        Keys(Broadcast<Agreement> agreement, int bytes) {
            this.agreement = agreement;
            this.bytes = bytes;
        }

        @Override
        public Iterator<Row> call(Row row) {
            byte[] code = row.getAs(0);
            long[] words = new long[CodeBytes.words(bytes)];
            CodeBytes.toWords(code, words, 0);
            Row[] keyed = new Row[agreement.value().choices()];
            Arrays.setAll(keyed, choice -> {
                long[] mask = agreement.value().mask(choice);
                long key = 0;
                for (int w = 0; w < mask.length; w++) {
                    // others may get the same key by chance; they are told apart when they meet
                    key = 0x9e3779b97f4a7c15L * (Long.rotateLeft(key, 31) ^ (words[w] & mask[w]));
                }
                return RowFactory.create(choice, key, code);
            });
            return Arrays.asList(keyed).iterator();
        }
    }
}
