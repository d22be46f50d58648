package deephash.bench;

import deephash.bridge.PostgresCodes;
import deephash.code.HashCodes;
import deephash.code.search.CodePairs;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * PostgreSQL with pgvector over clustered codes as in {@link ScaleBench}: seconds by the clock to add, to index, and to
 * find all pairs, milliseconds a query, and recall. Arguments: a JDBC address with its user; how many codes. Leaves a
 * table {@code deephash_bench}, which must not be there before.
 */
public final class PostgresBench {

    private static final int QUERIES = 100;
    private static final int K = 10;

    private PostgresBench() {}

    /** See the class. */
    public static void main(String[] arguments) throws SQLException {
        int size = Integer.parseInt(arguments[1]);
        HashCodes codes = ScaleBench.clustered(size, size, 1);
        HashCodes queries = ScaleBench.clustered(QUERIES, size, 2);
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            PostgresCodes table = PostgresCodes.open(connection, "deephash_bench", codes.bits());
            double[] at = new double[6];
            at[0] = now();
            table.add(0, codes, List.of());
            at[1] = now();
            table.indexApproximately();
            at[2] = now();
            int[] farthest = new int[QUERIES];
            for (int q = 0; q < QUERIES; q++) {
                farthest[q] = table.search(queries.get(q), K).get(K - 1).distance();
            }
            at[3] = now();
            int right = 0;
            for (int q = 0; q < QUERIES; q++) {
                int limit = farthest[q];
                right += (int) table.approximate(queries.get(q), K).stream()
                        .filter(row -> row.distance() <= limit)
                        .count();
            }
            at[4] = now();
            int pairs = table.pairs(3).size();
            at[5] = now();
            System.out.printf(
                    Locale.ROOT,
                    "add %.1f s, HNSW %.1f s, exact %.1f ms a query, HNSW %.1f ms, recall@10 %.4f, pairs %d in %.1f s, ours %d%n",
                    at[1] - at[0],
                    at[2] - at[1],
                    (at[3] - at[2]) * 1e3 / QUERIES,
                    (at[4] - at[3]) * 1e3 / QUERIES,
                    right / (double) (QUERIES * K),
                    pairs,
                    at[5] - at[4],
                    CodePairs.within(codes, 3).size());
        }
    }

    private static double now() {
        return System.nanoTime() / 1e9;
    }
}
