package deephash.kernel.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Python that can run JupyterLab.
 *
 * @param command how to start it
 */
record Python(List<String> command) {

    private static final String ASK = "import sys; assert sys.version_info >= (3, 10); print(sys.prefix)";

    /** Copies the list. */
    Python {
        command = List.copyOf(command);
    }

    /** The first Python, 3.10 or newer, on the path. */
    static Optional<Python> find() {
        return List.of(List.of("python3"), List.of("python"), List.of("py", "-3")).stream()
                .map(Python::new)
                .filter(python -> python.answer(ASK).isPresent())
                .findFirst();
    }

    /** The folder that this Python, or the virtual environment that it belongs to, is installed in. */
    Optional<Path> prefix() {
        return answer(ASK).map(Path::of);
    }

    /** What a line of Python prints, if it runs. */
    private Optional<String> answer(String line) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("-c", line));
        try {
            Process process = new ProcessBuilder(all)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Runs this Python with the given arguments, its output going where ours goes; returns its exit status. */
    int run(List<String> arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(arguments);
        return awaitEnd(startVisibly(all, Path.of("").toAbsolutePath(), Map.of()));
    }

    /** Starts a command on our terminal, which ends with us at the latest. */
    static Process startVisibly(List<String> command, Path folder, Map<String, String> variables) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
            builder.environment().putAll(variables);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endGently(process)));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    /** Waits for a command; returns its exit status. */
    static int awaitEnd(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    /** Ends the other process when this one is told to end, and waits for it. */
    private static void endGently(Process process) {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
