package deephash.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL that {@link PostgresCodes} sends, to read it or to use it from other languages. A table has the columns
 * {@code id bigint primary key}, {@code name text} and {@code code bit(n)}; the leftmost bit of {@code code} is bit 0.
 *
 * @param table its name, with its schema if it has one: letters, digits and _ only
 * @param bits the length of a code
 */
public record PostgresStatements(String table, int bits) {

    /** PostgreSQL's own limit for HNSW over bits is 64,000; nobody has codes that long. */
    private static final int MOST_BITS = 64_000;

    /**
     * Statements for a table.
     *
     * @throws IllegalArgumentException if the name has other characters, or the length is not 1 to 64,000
     */
    public PostgresStatements {
        if (!table.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?")) {
            throw new IllegalArgumentException("A table of codes is named with letters, digits and _, perhaps behind a"
                    + " schema and a dot, not \"" + table + "\".");
        }
        if (bits < 1 || bits > MOST_BITS) {
            throw new IllegalArgumentException("PostgreSQL indexes codes of 1 to 64,000 bits, not of " + bits + ".");
        }
    }

    /** Makes the table, if there is none. */
    public String create() {
        return "create table if not exists %s (id bigint primary key, name text, code bit(%d) not null)"
                .formatted(table, bits);
    }

    /** Takes arrays of ids, names and codes; an id that is there gets the new name and code. */
    String add() {
        return ("insert into %s (id, name, code) select i, n, c::bit(%d) from unnest(?::bigint[], ?::text[], ?::text[])"
                        + " as rows (i, n, c) on conflict (id) do update set name = excluded.name, code = "
                        + "excluded.code")
                .formatted(table, bits);
    }

    /** The k nearest, exactly: looks at every row; needs no extension. Takes the code, the code again, and k. */
    public String nearest() {
        return ("select id, name, bit_count(code # ?::bit(%d))::int as distance from %s"
                        + " order by distance, id limit ?")
                .formatted(bits, table);
    }

    /** All within a radius, exactly. Takes the code, and the radius. */
    public String within() {
        return ("select id, name, distance from (select id, name, bit_count(code # ?::bit(%d))::int as distance "
                        + "from %s)"
                        + " as measured where distance <= ? order by distance, id")
                .formatted(bits, table);
    }

    /** Makes the extension and an HNSW index, with pgvector's own defaults for m and ef_construction. */
    public List<String> approximateIndex() {
        return List.of(
                "create extension if not exists vector",
                "create index if not exists %s_hnsw on %s using hnsw (code bit_hamming_ops)".formatted(plain(), table));
    }

    /** The k nearest by the HNSW index: fast, and some may be missing. Takes the code, the code again, and k. */
    public String approximate() {
        return ("select id, name, bit_count(code # ?::bit(%d))::int as distance from (select id, name, code from %s"
                        + " order by code <~> ?::bit(%d) limit ?) as found order by distance, id")
                .formatted(bits, table, bits);
    }

    /**
     * An index for each of the substrings that {@link #pairs} compares.
     *
     * @param radius in bits
     * @return SQL statements
     */
    public List<String> pairIndexes(int radius) {
        List<String> statements = new ArrayList<>();
        for (int t = 0; t <= radius; t++) {
            statements.add("create index if not exists %s_part%dof%d on %s ((%s))"
                    .formatted(plain(), t + 1, radius + 1, table, part("code", t, radius)));
        }
        statements.add("analyze " + table);
        return statements;
    }

    /**
     * All pairs within a radius, exactly: two such codes agree in at least one of radius + 1 substrings. Each pair
     * comes from the first by which it agrees, so that none comes twice. Takes the radius once a substring.
     *
     * @param radius in bits
     * @return an SQL query
     */
    public String pairs(int radius) {
        return IntStream.rangeClosed(0, radius)
                .mapToObj(t ->
                        ("select a.id, b.id, bit_count(a.code # b.code)::int as distance from %s a join %s b on %s ="
                                        + " %s and a.id < b.id where bit_count(a.code # b.code) <= ?%s")
                                .formatted(
                                        table,
                                        table,
                                        part("a.code", t, radius),
                                        part("b.code", t, radius),
                                        IntStream.range(0, t)
                                                .mapToObj(s -> " and %s <> %s"
                                                        .formatted(
                                                                part("a.code", s, radius), part("b.code", s, radius)))
                                                .collect(Collectors.joining())))
                .collect(Collectors.joining(" union all ", "", " order by 1, 2"));
    }

    private String part(String column, int t, int radius) {
        int from = (int) ((long) bits * t / (radius + 1));
        int to = (int) ((long) bits * (t + 1) / (radius + 1));
        return "substring(%s from %d for %d)".formatted(column, from + 1, to - from);
    }

    private String plain() {
        return table.substring(table.indexOf('.') + 1);
    }
}
