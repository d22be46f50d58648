package deephash.launcher;

import deephash.Suites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Python that the Jupyter and browser suites run in: $DEEPHASH_PYTHON, or {@code .venv} in the checkout, or the one
 * on the path. See {@code tests/src/test/python/requirements.txt}.
 */
public final class Python {

    private Python() {}

    /** The Python that has all these modules; the test is skipped without one. */
    public static Path with(String... modules) throws IOException, InterruptedException {
        String given = System.getenv("DEEPHASH_PYTHON");
        List<String> candidates = given != null
                ? List.of(given)
                : List.of(Checkout.source().resolve(".venv/bin/python").toString(), "python3");
        for (String candidate : candidates) {
            if (candidate.startsWith("/") && !Files.isExecutable(Path.of(candidate))) {
                continue;
            }
            Program program = run(
                    Map.of(),
                    Duration.ofMinutes(2),
                    List.of(
                            candidate,
                            "-W",
                            "ignore",
                            "-c",
                            "import sys, " + String.join(", ", modules) + "; print(sys.executable)"));
            if (program.status() == 0) {
                return Path.of(program.output().strip());
            }
        }
        Suites.require(
                "python",
                false,
                "no Python with " + String.join(", ", modules) + " (tried " + String.join(", ", candidates)
                        + "). Make one: python3 -m venv .venv && .venv/bin/pip install -r"
                        + " kernel/src/main/jupyter/requirements.txt -r tests/src/test/python/requirements.txt");
        throw new AssertionError("not reached");
    }

    /** The browser; the test is skipped without one. */
    public static Path chromium() {
        String given = System.getenv("DEEPHASH_CHROMIUM");
        Stream<String> candidates = given != null
                ? Stream.of(given)
                : Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
        Path found =
                candidates.map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
        Suites.require("browser", found != null, "no Chromium. Install it, or set DEEPHASH_CHROMIUM to its path.");
        return found;
    }

    /** Runs a script of {@code tests/src/test/python}, with that Python's programs first on the path. */
    public static Program script(
            Path python, Map<String, String> variables, Duration limit, String script, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                python.toString(),
                Checkout.source()
                        .resolve("tests/src/test/python")
                        .resolve(script)
                        .toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Map<String, String> all = new TreeMap<>(variables);
        all.put("PATH", python.getParent() + ":" + System.getenv("PATH"));
        return run(all, limit, command);
    }

    private static Program run(Map<String, String> variables, Duration limit, List<String> command)
            throws IOException, InterruptedException {
        try {
            return Program.run(Checkout.source(), variables, limit, command);
        } catch (IOException notThere) {
            return new Program(127, notThere.toString());
        }
    }
}
