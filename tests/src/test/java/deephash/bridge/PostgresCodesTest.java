package deephash.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.code.HashCodes;
import deephash.code.search.CodePairs;
import deephash.code.search.HammingIndex;
import deephash.code.search.Neighbour;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresCodesTest {

    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws IOException, InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void findsWhatTheFlatIndexFinds() throws SQLException {
        for (int bits : new int[] {12, 64, 100}) {
            HashCodes codes = clustered(3_000, bits, 1);
            HashCodes queries = clustered(5, bits, 2);
            try (Connection connection = server.connect()) {
                PostgresCodes table = PostgresCodes.open(connection, "flat" + bits, bits);
                assertThat(table.add(0, codes, List.of())).isEqualTo(3_000);
                assertThat(table.size()).isEqualTo(3_000);
                HammingIndex index = HammingIndex.of(codes);
                for (int q = 0; q < queries.size(); q++) {
                    assertThat(table.search(queries.get(q), 20))
                            .isEqualTo(rows(index.search(queries.get(q), 20).found()));
                    assertThat(table.within(queries.get(q), 5))
                            .isEqualTo(rows(index.within(queries.get(q), 5).found()));
                }
            }
        }
    }

    @Test
    void pairsAreThoseOfCodePairsAndNoneComesTwice() throws SQLException {
        HashCodes codes = clustered(1_500, 64, 1);
        List<PostgresCodes.Pair> expected = new ArrayList<>();
        CodePairs.within(codes, 3)
                .forEach((first, second, distance) ->
                        expected.add(new PostgresCodes.Pair(100 + first, 100 + second, distance)));
        expected.sort(
                Comparator.comparingLong(PostgresCodes.Pair::first).thenComparingLong(PostgresCodes.Pair::second));
        try (Connection connection = server.connect()) {
            PostgresCodes table = PostgresCodes.open(connection, "public.pairs", 64);
            table.add(100, codes, List.of());
            assertThat(table.pairs(3)).hasSizeGreaterThan(1_000).isEqualTo(expected);
        }
    }

    @Test
    void theApproximateIndexGivesAsManyAsAreAskedNearestFirst() throws SQLException {
        HashCodes codes = clustered(3_000, 64, 1);
        HashCodes queries = clustered(20, 64, 2);
        try (Connection connection = server.connect()) {
            PostgresCodes table = PostgresCodes.open(connection, "graph", 64);
            table.add(0, codes, List.of());
            table.indexApproximately();
            // a table this small would be read as a whole
            execute(connection, "set enable_seqscan = off");
            int right = 0;
            for (int q = 0; q < queries.size(); q++) {
                List<PostgresCodes.Row> found = table.approximate(queries.get(q), 100);
                assertThat(found)
                        .hasSize(100)
                        .isSortedAccordingTo(Comparator.comparingInt(PostgresCodes.Row::distance));
                int farthest = table.search(queries.get(q), 100).get(99).distance();
                right += (int)
                        found.stream().filter(row -> row.distance() <= farthest).count();
            }
            assertThat(right / 2000.0).isGreaterThan(0.9);
            assertThatThrownBy(() -> table.approximate(queries.get(0), 1001)).hasMessageContaining("at most 1000");
        }
    }

    @Test
    void aServerThatGoesAwayDuringABatchLosesNothingAndNothingIsThereTwice()
            throws SQLException, IOException, InterruptedException {
        HashCodes codes = HashCodes.random(12_000, 64, 5);
        List<String> names =
                IntStream.range(0, 12_000).mapToObj(i -> "photo " + i + ".jpg").toList();
        try (Connection connection = server.connect()) {
            PostgresCodes table = PostgresCodes.open(connection, "broken", 64);
            // the third batch meets a row that the server refuses
            execute(connection, "alter table broken add constraint full_disk check (id < 10500)");
            assertThatThrownBy(() -> table.add(0, codes, names))
                    .isInstanceOf(SQLException.class)
                    .hasMessageStartingWith("10,000 of the 12,000 codes are in the table broken, the others are not: ")
                    .hasMessageContaining("full_disk")
                    .hasMessageEndingWith("what is there stays, and nothing comes twice.");
            assertThat(table.size()).isEqualTo(10_000);
            execute(connection, "alter table broken drop constraint full_disk");
            server.halt();
            assertThatThrownBy(() -> table.add(0, codes, names)).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(server::connect)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("refused. Check that the hostname and port are correct");
        server.begin();
        try (Connection connection = server.connect()) {
            PostgresCodes table = PostgresCodes.open(connection, "broken", 64);
            table.add(0, codes, names);
            assertThat(table.size()).isEqualTo(12_000);
            assertThat(table.search(codes.get(11_999), 1))
                    .containsExactly(new PostgresCodes.Row(11_999, "photo 11999.jpg", 0));
        }
    }

    @Test
    void codesOfAnotherLengthAndForeignTablesAreRefused() throws SQLException {
        try (Connection connection = server.connect()) {
            PostgresCodes table = PostgresCodes.open(connection, "short", 32);
            assertThatThrownBy(() -> table.add(0, HashCodes.random(1, 64, 1), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("codes of 32 bits, not of 64");
            assertThatThrownBy(() -> table.add(0, HashCodes.random(2, 32, 1), List.of("one")))
                    .hasMessageContaining("2 codes, but 1 names");
            assertThatThrownBy(() -> PostgresCodes.open(connection, "short", 64))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has bit(32), not codes of 64 bits");
            execute(connection, "create table others (id bigint)");
            assertThatThrownBy(() -> PostgresCodes.open(connection, "others", 64))
                    .hasMessageContaining("no column \"code\"");
            assertThatThrownBy(() -> PostgresCodes.open(connection, "a; drop table b", 64))
                    .hasMessageContaining("letters, digits and _");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<PostgresCodes.Row> rows(List<Neighbour> found) {
        return found.stream()
                .map(n -> new PostgresCodes.Row(n.index(), null, n.distance()))
                .toList();
    }

    /** Codes that differ in up to three bits from one of 300. */
    private static HashCodes clustered(int size, int bits, long seed) {
        HashCodes centres = HashCodes.random(300, bits, 99);
        SplittableRandom random = new SplittableRandom(seed);
        HashCodes some = centres.select(random.ints(size, 0, 300).toArray());
        long[] words = some.toWords();
        for (int i = 0; i < size; i++) {
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                int bit = random.nextInt(bits);
                words[i * some.wordsPerCode() + bit / 64] ^= 1L << (bit % 64);
            }
        }
        return HashCodes.of(bits, words);
    }
}
