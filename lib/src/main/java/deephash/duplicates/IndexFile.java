package deephash.duplicates;

import deephash.hash.Matching;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The file of a {@link PhotoIndex}: an SQLite database in WAL mode with two tables. {@code about(name, value)}: {@code
 * format} (2), {@code hash}, {@code bits}, {@code fingerprint} of the hash, {@code folders} (a path a line). {@code
 * photo(path, bytes, modified, width, height, code, reason, checksum)}: a row a file; {@code modified} in milliseconds
 * since 1970; {@code code} is its words, little-endian, look after look; a file that cannot be compared has no code and
 * a reason; {@code checksum} is the CRC-32C of the rest of the row, since SQLite has none. A damaged row is hashed anew
 * by the next update.
 */
final class IndexFile implements AutoCloseable {

    private static final String FORMAT = "2";

    /** Without checksums; such a table is made anew. */
    private static final String FIRST = "1";

    private final Path path;
    private final Connection connection;

    private IndexFile(Path path, Connection connection) {
        this.path = path;
        this.connection = connection;
    }

    /** A row of the table of photos. */
    record Row(
            Path path,
            PhotoFolders.Stamp stamp,
            int width,
            int height,
            long @Nullable [] code,
            @Nullable String reason) {

        /** Of all that the row says. */
        private long checksum() {
            String text = path + "\n" + stamp.bytes() + " " + stamp.modified() + " " + width + " " + height + "\n"
                    + (code == null ? reason : HexFormat.of().formatHex(IndexFile.bytes(code)));
            CRC32C checksum = new CRC32C();
            checksum.update(text.getBytes(StandardCharsets.UTF_8));
            return checksum.getValue();
        }

        static Row without(Path path, PhotoFolders.Stamp stamp, String reason) {
            return new Row(path, stamp, 0, 0, null, reason);
        }
    }

    /** What an index says about itself. */
    record Kept(String hash, String fingerprint, List<Path> folders) {}

    /** Opens or makes the file; one of another hash or other folders is refused. */
    static IndexFile open(Path path, Matching hash, String fingerprint, List<Path> folders) {
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "No folder can be made for index \"" + path + "\": " + e.getMessage()
                            + ". Name another place with --index.",
                    e);
        }
        IndexFile file = connect(path);
        try (Statement statement = file.connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("CREATE TABLE IF NOT EXISTS about(name TEXT PRIMARY KEY, value TEXT NOT NULL)");
            Map<String, String> about = file.about();
            if (FIRST.equals(about.get("format"))) {
                statement.execute("DROP TABLE IF EXISTS photo");
                file.about("format", FORMAT);
                about = file.about();
            }
            statement.execute("CREATE TABLE IF NOT EXISTS photo(path TEXT PRIMARY KEY, bytes INTEGER NOT NULL,"
                    + " modified INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, code BLOB,"
                    + " reason TEXT, checksum INTEGER NOT NULL) WITHOUT ROWID");
            file.requireWhole(statement);
            if (about.isEmpty()) {
                file.about("format", FORMAT);
                file.about("hash", hash.name());
                file.about("bits", String.valueOf(bits(hash)));
                file.about("fingerprint", fingerprint);
                file.about("folders", text(folders));
            } else {
                file.check(about, hash, fingerprint, folders);
            }
            return file;
        } catch (SQLException e) {
            file.close();
            throw file.fault(e);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    static Kept kept(Path path) {
        try (IndexFile file = connect(path)) {
            Map<String, String> about = file.about();
            if (!about.containsKey("folders")) {
                throw file.noIndex();
            }
            return new Kept(
                    value(about, "hash"),
                    value(about, "fingerprint"),
                    value(about, "folders").lines().map(Path::of).toList());
        } catch (SQLException e) {
            throw new IllegalArgumentException("\"" + path + "\" is no index of photos: " + e.getMessage() + ".", e);
        }
    }

    private static String value(Map<String, String> about, String name) {
        return about.getOrDefault(name, "");
    }

    private static String text(List<Path> folders) {
        return String.join("\n", folders.stream().map(Path::toString).toList());
    }

    private static IndexFile connect(Path path) {
        try {
            return new IndexFile(path, DriverManager.getConnection("jdbc:sqlite:" + path.toAbsolutePath()));
        } catch (SQLException e) {
            throw new IllegalArgumentException(
                    "Index \"" + path + "\" cannot be opened: " + e.getMessage() + ". Name another with --index.", e);
        }
    }

    private static int bits(Matching hash) {
        return hash.members().get(0).hasher().bits();
    }

    private void check(Map<String, String> about, Matching hash, String fingerprint, List<Path> folders) {
        if (!FORMAT.equals(about.get("format"))) {
            throw new IllegalArgumentException("Index \"" + path + "\" has format " + about.get("format")
                    + "; this version reads format " + FORMAT + ". Name another file with --index.");
        }
        if (!fingerprint.equals(value(about, "fingerprint"))) {
            throw new IllegalArgumentException("Index \"" + path + "\" was made with " + value(about, "hash") + " of "
                    + about.get("bits") + " bits (fingerprint " + value(about, "fingerprint") + "), not with "
                    + hash.name() + " of " + bits(hash) + " bits (" + fingerprint
                    + "). Codes of two hashes cannot be compared: name another file with --index.");
        }
        if (!text(folders).equals(value(about, "folders"))) {
            throw new IllegalArgumentException("Index \"" + path + "\" is of "
                    + value(about, "folders").replace("\n", ", ") + ", not of "
                    + text(folders).replace("\n", ", ")
                    + ". Name another file with --index.");
        }
    }

    private IllegalArgumentException noIndex() {
        return new IllegalArgumentException(
                "\"" + path + "\" is no index of photos. `deephash duplicates FOLDER" + " --index FILE` makes one.");
    }

    private IllegalStateException fault(SQLException e) {
        if (e instanceof SQLiteException problem && isOfTheDisk(problem.getResultCode())) {
            return new IllegalStateException(
                    "Index \"" + path + "\" cannot be written: the disk is full, or does not take it (" + e.getMessage()
                            + "). What the index held before is kept: free some space and run it again.",
                    e);
        }
        return new IllegalStateException(
                "Index \"" + path + "\" cannot be used: " + e.getMessage()
                        + ". If it is damaged, delete it, or name another with --index: it is made anew from photos.",
                e);
    }

    private static boolean isOfTheDisk(SQLiteErrorCode code) {
        String name = code.name();
        return name.equals("SQLITE_FULL") || (name.startsWith("SQLITE_IOERR_") && !name.endsWith("READ"));
    }

    /** Finds damage in what holds the rows together. */
    private void requireWhole(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (found.next() && !"ok".equals(found.getString(1))) {
                throw new SQLException(String.valueOf(found.getString(1)).replace('\n', ' '));
            }
        }
    }

    private Map<String, String> about() throws SQLException {
        Map<String, String> about = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, value FROM about")) {
            while (rows.next()) {
                about.put(rows.getString(1), rows.getString(2));
            }
        }
        return about;
    }

    private void about(String name, String value) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO about VALUES(?, ?)")) {
            insert.setString(1, name);
            insert.setString(2, value);
            insert.execute();
        }
    }

    /** The files whose rows are whole. */
    synchronized Map<Path, PhotoFolders.Stamp> stamps() {
        Map<Path, PhotoFolders.Stamp> stamps = new HashMap<>();
        rows("", (row, whole) -> {
            // one that is damaged is hashed anew, like one that was changed
            stamps.put(row.path, whole ? row.stamp : new PhotoFolders.Stamp(-1, 0));
        });
        return stamps;
    }

    private void rows(String which, BiConsumer<Row, Boolean> each) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT path, bytes, modified, width, height, code, reason,"
                        + " checksum FROM photo" + which + " ORDER BY path")) {
            while (rows.next()) {
                Row row = new Row(
                        Path.of(rows.getString(1)),
                        new PhotoFolders.Stamp(rows.getLong(2), rows.getLong(3)),
                        rows.getInt(4),
                        rows.getInt(5),
                        words(rows.getBytes(6)),
                        rows.getString(7));
                each.accept(row, row.checksum() == rows.getLong(8));
            }
        } catch (SQLException e) {
            throw fault(e);
        } catch (InvalidPathException e) {
            throw fault(new SQLException(e.getMessage(), e));
        }
    }

    private static long @Nullable [] words(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        long[] words = new long[bytes.length / 8];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        return words;
    }

    synchronized void remove(List<Path> gone) {
        change("DELETE FROM photo WHERE path = ?", gone, (path, statement) -> statement.setString(1, path.toString()));
    }

    synchronized void write(List<Row> rows) {
        change("INSERT OR REPLACE INTO photo VALUES(?, ?, ?, ?, ?, ?, ?, ?)", rows, (row, insert) -> {
            insert.setString(1, row.path.toString());
            insert.setLong(2, row.stamp.bytes());
            insert.setLong(3, row.stamp.modified());
            insert.setInt(4, row.width);
            insert.setInt(5, row.height);
            insert.setBytes(6, row.code == null ? null : bytes(row.code));
            insert.setString(7, row.reason);
            insert.setLong(8, row.checksum());
        });
    }

    private interface Setter<T> {
        void set(T value, PreparedStatement statement) throws SQLException;
    }

    /** All in one transaction: a halt in the middle loses these only. */
    private <T> void change(String sql, List<T> values, Setter<T> setter) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            for (T value : values) {
                setter.set(value, statement);
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw fault(e);
        }
    }

    private static byte[] bytes(long[] code) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * code.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(code);
        return buffer.array();
    }

    /** Hands out every photo that has a code, by path. */
    synchronized void read(BiConsumer<Row, long[]> each) {
        rows(" WHERE code IS NOT NULL", (row, whole) -> {
            requireWhole(row, whole);
            if (row.code != null) {
                each.accept(row, row.code);
            }
        });
    }

    private void requireWhole(Row row, boolean whole) {
        if (!whole) {
            throw new IllegalStateException("Index \"" + path + "\" is damaged: the row of " + row.path
                    + " has not the checksum that was saved with it. Update it (update(), or `deephash duplicates`"
                    + " with this index), which hashes that photo again.");
        }
    }

    /** The files that cannot be compared, with the reason. */
    synchronized NavigableMap<Path, String> leftOut() {
        NavigableMap<Path, String> leftOut = new TreeMap<>();
        rows(" WHERE code IS NULL", (row, whole) -> {
            requireWhole(row, whole);
            leftOut.put(row.path, String.valueOf(row.reason));
        });
        return leftOut;
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw fault(e);
        }
    }
}
