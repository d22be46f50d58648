package deephash.bridge;

import deephash.code.HashCode;
import deephash.code.HashCodes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Codes in a table of PostgreSQL: searched exactly by {@code bit_count}, which PostgreSQL has from 14 on, or
 * approximately by the HNSW index of its extension pgvector. {@link PostgresStatements} has the statements.
 *
 * <p>The connection is yours: made by {@link java.sql.DriverManager} with PostgreSQL's driver ({@code
 * org.postgresql:postgresql}), and closed by you. Not for several threads at once, as a connection is not.
 */
public final class PostgresCodes {

    private static final int ROWS_A_BATCH = 5_000;
    /** Above this, pgvector refuses hnsw.ef_search. */
    private static final int MOST_CANDIDATES = 1_000;

    private final Connection connection;
    private final PostgresStatements statements;

    private PostgresCodes(Connection connection, PostgresStatements statements) {
        this.connection = connection;
        this.statements = statements;
    }

    /**
     * A code that was found.
     *
     * @param id of its row
     * @param name of its row, or null
     * @param distance from the query in bits
     */
    public record Row(long id, @Nullable String name, int distance) {}

    /**
     * Two codes that are near each other.
     *
     * @param first the lower id
     * @param second the higher id
     * @param distance in bits
     */
    public record Pair(long first, long second, int distance) {}

    /**
     * Opens a table of codes, and makes it if there is none.
     *
     * @param connection left open
     * @param table letters, digits and _, perhaps behind a schema and a dot
     * @param bits the length of its codes
     * @return the table
     * @throws IllegalArgumentException if there is a table with codes of another length, or without codes; or if the
     *     name has other characters
     * @throws SQLException if the server refuses, or is gone
     */
    public static PostgresCodes open(Connection connection, String table, int bits) throws SQLException {
        PostgresStatements statements = new PostgresStatements(table, bits);
        execute(connection, statements.create());
        String type = "no column \"code\"";
        try (PreparedStatement query =
                connection.prepareStatement("select format_type(atttypid, atttypmod) from pg_attribute"
                        + " where attrelid = ?::regclass and attname = 'code' and not attisdropped")) {
            query.setString(1, table);
            try (ResultSet result = query.executeQuery()) {
                if (result.next()) {
                    type = result.getString(1);
                }
            }
        }
        if (!type.equals("bit(" + bits + ")")) {
            throw new IllegalArgumentException("Table \"" + table + "\" has " + type + ", not codes of " + bits
                    + " bits (bit(" + bits + ")); take another table, or the hasher that filled this one.");
        }
        return new PostgresCodes(connection, statements);
    }

    /** The statements that are sent. */
    public PostgresStatements statements() {
        return statements;
    }

    /**
     * Adds codes in batches of 5,000 rows, each of which is there as a whole or not at all. A row that is there already
     * is written again, so after a server went away the same call goes on, and no row is there twice.
     *
     * @param firstId the id of the first code; the others follow
     * @param codes of the length of the table's
     * @param names one a code, or none at all
     * @return how many rows were written
     * @throws IllegalArgumentException if the lengths differ, or there are fewer or more names
     * @throws SQLException if the server refuses, or is gone; batches before that stay
     */
    public int add(long firstId, HashCodes codes, List<String> names) throws SQLException {
        requireBits(codes.bits());
        if (!names.isEmpty() && names.size() != codes.size()) {
            throw new IllegalArgumentException("There are " + codes.size() + " codes, but " + names.size() + " names.");
        }
        int written = 0;
        try (PreparedStatement insert = connection.prepareStatement(statements.add())) {
            for (int from = 0; from < codes.size(); from += ROWS_A_BATCH) {
                int count = Math.min(ROWS_A_BATCH, codes.size() - from);
                Long[] ids = new Long[count];
                @Nullable String[] called = new String[count];
                String[] bits = new String[count];
                for (int i = 0; i < count; i++) {
                    ids[i] = firstId + from + i;
                    called[i] = names.isEmpty() ? null : names.get(from + i);
                    bits[i] = codes.get(from + i).toString();
                }
                set(insert, 1, "bigint", ids);
                set(insert, 2, "text", called);
                set(insert, 3, "text", bits);
                try {
                    written += insert.executeUpdate();
                } catch (SQLException e) {
                    throw new SQLException(
                            String.format(
                                    Locale.ROOT,
                                    "%,d of the %,d codes are in the table %s, the others are not: %s%nAdd them again"
                                            + " once that is mended: what is there stays, and nothing comes twice.",
                                    from,
                                    codes.size(),
                                    statements.table(),
                                    e.getMessage()),
                            e.getSQLState(),
                            e.getErrorCode(),
                            e);
                }
            }
        }
        return written;
    }

    private void set(PreparedStatement statement, int parameter, String type, @Nullable Object[] values)
            throws SQLException {
        Array array = connection.createArrayOf(type, values);
        statement.setArray(parameter, array);
    }

    /** How many codes there are. */
    public long size() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from " + statements.table())) {
            result.next();
            return result.getLong(1);
        }
    }

    /**
     * The {@code k} nearest codes, exactly, by distance, then by id; looks at every row.
     *
     * @param query of the same length
     * @param k at least 1
     * @return nearest first
     */
    public List<Row> search(HashCode query, int k) throws SQLException {
        requireBits(query.bits());
        requirePositive(k);
        try (PreparedStatement statement = connection.prepareStatement(statements.nearest())) {
            statement.setString(1, query.toString());
            statement.setInt(2, k);
            return rows(statement);
        }
    }

    /**
     * Every code that differs in at most {@code radius} bits, by distance, then by id; looks at every row.
     *
     * @param query of the same length
     * @param radius in bits
     * @return nearest first
     */
    public List<Row> within(HashCode query, int radius) throws SQLException {
        requireBits(query.bits());
        requireRadius(radius);
        try (PreparedStatement statement = connection.prepareStatement(statements.within())) {
            statement.setString(1, query.toString());
            statement.setInt(2, radius);
            return rows(statement);
        }
    }

    /** Makes the index for {@link #approximate}: minutes for a million codes. Needs the extension pgvector. */
    public void indexApproximately() throws SQLException {
        for (String statement : statements.approximateIndex()) {
            execute(connection, statement);
        }
    }

    /**
     * About the {@code k} nearest codes, by the index of {@link #indexApproximately()}: some may be missing, and of
     * equally far ones any may be chosen. By itself pgvector gives no more than 40 rows, whatever is asked; here it
     * looks at as many candidates as are wanted.
     *
     * @param query of the same length
     * @param k 1 to 1,000, which is pgvector's limit
     * @return nearest first
     */
    public List<Row> approximate(HashCode query, int k) throws SQLException {
        requireBits(query.bits());
        requirePositive(k);
        if (k > MOST_CANDIDATES) {
            throw new IllegalArgumentException("pgvector's index gives at most " + MOST_CANDIDATES + " neighbours, not "
                    + k + "; search exactly with search(query, " + k + ").");
        }
        execute(connection, "set hnsw.ef_search = " + Math.max(40, k));
        try (PreparedStatement statement = connection.prepareStatement(statements.approximate())) {
            statement.setString(1, query.toString());
            statement.setString(2, query.toString());
            statement.setInt(3, k);
            return rows(statement);
        }
    }

    /**
     * All pairs of codes that differ in at most {@code radius} bits, exactly, by their ids. Makes an index for each of
     * radius + 1 substrings, which stay.
     *
     * @param radius at least 0, and less than the number of bits
     * @return the pairs
     */
    public List<Pair> pairs(int radius) throws SQLException {
        requireRadius(radius);
        if (radius >= statements.bits()) {
            throw new IllegalArgumentException("Codes of " + statements.bits() + " bits are cut into radius + 1"
                    + " substrings, so the radius is less than " + statements.bits() + ", not " + radius + ".");
        }
        for (String statement : statements.pairIndexes(radius)) {
            execute(connection, statement);
        }
        List<Pair> pairs = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(statements.pairs(radius))) {
            for (int t = 0; t <= radius; t++) {
                statement.setInt(t + 1, radius);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    pairs.add(new Pair(result.getLong(1), result.getLong(2), result.getInt(3)));
                }
            }
        }
        return pairs;
    }

    private static List<Row> rows(PreparedStatement statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(new Row(result.getLong(1), result.getString(2), result.getInt(3)));
            }
        }
        return rows;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void requireBits(int found) {
        if (found != statements.bits()) {
            throw new IllegalArgumentException("Table \"" + statements.table() + "\" holds codes of "
                    + statements.bits() + " bits, not of " + found + "; hash with the hasher that filled it.");
        }
    }

    private static void requirePositive(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("A search finds at least 1 neighbour, not " + k + ".");
        }
    }

    private static void requireRadius(int radius) {
        if (radius < 0) {
            throw new IllegalArgumentException("A radius is at least 0, not " + radius + ".");
        }
    }
}
