package deephash.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.HashCodes;
import deephash.code.search.BatchNeighbours;
import deephash.code.search.CodePairs;
import deephash.code.search.HammingIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearPairsTest {

    private static final StructType CODES = new StructType()
            .add("path", DataTypes.StringType, false)
            .add("code", DataTypes.BinaryType)
            .add("error", DataTypes.StringType);

    private final SparkSession spark = LocalSpark.session();

    @ParameterizedTest
    @CsvSource({"64, 1", "64, 3", "64, 6", "24, 2", "128, 9", "200, 3"})
    void pairsAndGroupsAreThoseOfOneMachine(int bits, int radius) {
        HashCodes codes = clustered(3000, bits, 5);
        Set<String> pairs = new TreeSet<>();
        CodePairs all = CodePairs.within(codes, radius);
        all.forEach((i, j, distance) -> {
            String one = hex(codes, i);
            String other = hex(codes, j);
            if (!one.equals(other)) {
                pairs.add((one.compareTo(other) < 0 ? one + " " + other : other + " " + one) + " " + distance);
            }
        });
        BatchNeighbours near = HammingIndex.of(codes).within(codes, radius);
        long within = 0;
        for (int i = 0; i < codes.size(); i++) {
            within += near.indices(i).length - 1;
        }
        assertThat(2 * all.size()).isEqualTo(within);

        List<String> found = new ArrayList<>();
        for (Row row : DeepHashSpark.pairs(table(codes), radius).collectAsList()) {
            found.add(hex(row.getAs(0)) + " " + hex(row.getAs(1)) + " " + row.getInt(2));
        }
        assertThat(pairs).hasSizeGreaterThan(500);
        assertThat(found).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(found)).isEqualTo(pairs);
        assertThat(groups(DeepHashSpark.groups(table(codes), radius))).isEqualTo(groups(all));
    }

    @Test
    void thousandsOfCodesThatAllMeetAreComparedAsInMemory() {
        // one cluster: nearly all agree by some choice of substrings
        Random random = new Random(3);
        long[] words = new long[6000];
        for (int i = 0; i < words.length; i++) {
            words[i] = 1L << random.nextInt(64) | 1L << random.nextInt(64) | 1L << random.nextInt(64);
        }
        HashCodes codes = HashCodes.of(64, words);
        CodePairs all = CodePairs.within(codes, 2);
        long[] different = new long[1];
        Set<String> pairs = new TreeSet<>();
        all.forEach((i, j, distance) -> {
            if (distance > 0) {
                different[0]++;
                pairs.add(
                        hex(codes, i).compareTo(hex(codes, j)) < 0
                                ? hex(codes, i) + hex(codes, j)
                                : hex(codes, j) + hex(codes, i));
            }
        });
        assertThat(DeepHashSpark.pairs(table(codes), 2).count()).isEqualTo(pairs.size());
    }

    @Test
    void aLongChainIsOneGroupAndEqualCodesNeedNoRadius() {
        long[] chain = new long[24];
        for (int i = 0; i < 24; i++) {
            chain[i] = -1L >>> 63 - i;
        }
        assertThat(groups(DeepHashSpark.groups(table(HashCodes.of(64, chain)), 1)))
                .hasSize(1)
                .containsKey("00000")
                .allSatisfy((name, members) -> assertThat(members).hasSize(24));
        HashCodes equal = HashCodes.of(64, 7, 8, 7, 9, 7, 8, 6);
        assertThat(groups(DeepHashSpark.groups(table(equal), 0))).isEqualTo(groups(CodePairs.within(equal, 0)));
        assertThat(groups(DeepHashSpark.groups(table(equal), 0)).keySet()).containsExactly("00000", "00001");
    }

    @Test
    void codesOfTwoLengthsAndImpossibleRadiiAreRefused() {
        Dataset<Row> mixed = table(HashCodes.random(5, 64, 1)).union(table(HashCodes.random(5, 128, 1)));
        assertThatThrownBy(() -> DeepHashSpark.groups(mixed, 3))
                .hasMessage("The table has codes of 64 and of 128 bits, and codes of different lengths have no"
                        + " distance. Keep one table a model.");
        assertThatThrownBy(() -> DeepHashSpark.pairs(table(HashCodes.random(5, 8, 1)), 8))
                .hasMessageContaining("Take a smaller radius");
        assertThatThrownBy(() -> DeepHashSpark.pairs(mixed, -1)).hasMessage("A radius is at least 0, not -1.");
        assertThat(DeepHashSpark.groups(table(HashCodes.random(1, 64, 1)), 3).count())
                .isZero();
    }

    /** Codes around centres, among them one that 200 images have. */
    static HashCodes clustered(int size, int bits, long seed) {
        Random random = new Random(seed);
        HashCodes centres = HashCodes.random(size / 20, bits, seed);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            StringBuilder code = new StringBuilder(
                    centres.get(i < 200 ? 0 : random.nextInt(centres.size())).toString());
            for (int flips = i < 200 ? 0 : random.nextInt(5); flips > 0; flips--) {
                int bit = random.nextInt(bits);
                code.setCharAt(bit, code.charAt(bit) == '0' ? '1' : '0');
            }
            codes.add(code.toString());
        }
        return HashCodes.ofBitStrings(codes);
    }

    private Dataset<Row> table(HashCodes codes) {
        return table(spark, codes);
    }

    static Dataset<Row> table(SparkSession spark, HashCodes codes) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            rows.add(RowFactory.create(String.format("%05d", i), CodeBytes.of(codes, i), null));
        }
        rows.add(RowFactory.create("broken" + codes.bits(), null, "not an image"));
        return spark.createDataFrame(rows, CODES);
    }

    private static String hex(HashCodes codes, int index) {
        return hex(CodeBytes.of(codes, index));
    }

    private static String hex(byte[] code) {
        return HexFormat.of().formatHex(code);
    }

    static TreeMap<String, Set<String>> groups(Dataset<Row> table) {
        TreeMap<String, Set<String>> groups = new TreeMap<>();
        for (Row row : table.collectAsList()) {
            groups.computeIfAbsent(row.getString(0), name -> new TreeSet<>()).add(row.getString(1));
        }
        return groups;
    }

    static TreeMap<String, Set<String>> groups(CodePairs pairs) {
        TreeMap<String, Set<String>> groups = new TreeMap<>();
        for (int[] group : pairs.groups()) {
            Set<String> members = new TreeSet<>();
            Arrays.stream(group).forEach(i -> members.add(String.format("%05d", i)));
            groups.put(String.format("%05d", group[0]), members);
        }
        return groups;
    }
}
