package deephash.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a program printed and how it ended.
 *
 * @param status its exit status
 * @param output standard output and standard error, as they came
 */
public record Program(int status, String output) {

    /** Runs a program to its end, with more variables in its environment and nothing on its standard input. */
    public static Program run(Path folder, Map<String, String> variables, Duration limit, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(variables);
        return finish(builder, limit);
    }

    /** Runs a program in an environment that holds these variables only. */
    public static Program runAlone(Path folder, Map<String, String> variables, Duration limit, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        return finish(builder, limit);
    }

    private static Program finish(ProcessBuilder builder, Duration limit) throws IOException, InterruptedException {
        Path log = Files.createTempFile("deephash-test", ".log");
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            try (InputStream in = Files.newInputStream(log)) {
                String output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (!ended) {
                    throw new AssertionError(builder.command() + " did not end within " + limit + ":\n" + output);
                }
                return new Program(process.exitValue(), output);
            }
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
