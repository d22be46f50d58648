package deephash.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A copy of the project as it lies on a new machine, without anything built, in which {@code ./deephash} builds once
 * for all tests. The tests that start it by its launcher thus see what a user sees, and never disturb the build that
 * they are part of.
 */
public final class Checkout {

    private static final Set<String> NOT_COPIED =
            Set.of("target", ".git", ".deephash", ".venv", ".idea", "__pycache__");
    private static final Duration BUILD = Duration.ofMinutes(10);

    private static Path built;

    private Checkout() {}

    /** The project that this test belongs to. */
    public static Path source() {
        return Path.of(System.getProperty("deephash.root"));
    }

    /** The copy, built; the first caller waits for it. */
    public static synchronized Path built() throws IOException, InterruptedException {
        Assumptions.assumeFalse(
                System.getProperty("os.name").startsWith("Windows"), "The launcher tests start the POSIX launcher.");
        if (built == null) {
            Path copy = source().resolve("tests/target/checkout");
            copyTo(copy);
            Program build = Program.run(copy, Map.of(), BUILD, List.of("./deephash", "--version"));
            assertThat(build.status()).as(build.output()).isZero();
            built = copy;
        }
        return built;
    }

    /** Runs {@code ./deephash} with arguments in the built copy. */
    public static Program deephash(Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./deephash"));
        command.addAll(List.of(arguments));
        return Program.run(built(), variables, Duration.ofMinutes(10), command);
    }

    /** Copies the sources. */
    static void copyTo(Path copy) throws IOException {
        if (Files.exists(copy)) {
            try (Stream<Path> files = Files.walk(copy)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Path root = source();
        Path datasets = root.resolve("datasets");
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                boolean leaveOut = NOT_COPIED.contains(folder.getFileName().toString())
                        || (datasets.equals(folder.getParent()) && !folder.endsWith("fashion-mnist-mini"));
                if (leaveOut && !folder.equals(root)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copy.resolve(root.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, copy.resolve(root.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
