package deephash.kernel.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel in reserve: one that was started ahead and waits, warm, until Jupyter starts a kernel in the same folder
 * with the same environment. The launcher, {@code deephash}, then hands it the connection and stands for it before
 * Jupyter. There is none unless {@code DEEPHASH_RESERVE=yes}, since it takes the memory of a kernel at rest.
 */
public final class Reserve {

    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);

    /** The variable that turns the reserve on: {@code yes}. */
    public static final String VARIABLE = "DEEPHASH_RESERVE";

    /**
     * Starts it in a session of its own: Jupyter ends a kernel together with its group of processes, and a terminal's
     * Ctrl-C reaches all of the terminal's. macOS has no {@code setsid}.
     */
    private static final String APART = "if command -v setsid > /dev/null; then exec setsid \"$0\" kernel reserve; fi;"
            + " exec perl -MPOSIX -e 'POSIX::setsid(); exec @ARGV' \"$0\" kernel reserve";

    private Reserve() {}

    /**
     * Warms up and waits for the launcher. When that ends, so does this process.
     *
     * @return the connection file to serve
     */
    static Path awaitTurn(LateEvaluator cells) throws InterruptedException, ExecutionException {
        CompletableFuture<String> turn = CompletableFuture.supplyAsync(Reserve::readTurn);
        boolean more = true;
        while (more && !turn.isDone()) {
            try {
                turn.get(KernelServer.IDLE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                more = cells.useIdleTime();
            }
        }
        String[] words = turn.get().split(" ", 2);
        if (!ParentProcess.afterItsEnd(words[0], () -> System.exit(0))) {
            System.exit(0);
        }
        return Path.of(words[1]);
    }

    /** The launcher's process and the connection file, in a line of standard input. */
    private static String readTurn() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            if (line == null || line.indexOf(' ') < 0) {
                throw new IOException("Expected a process and a connection file from the launcher, not: " + line);
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the next one where this kernel is, if that is wished for. */
    static void startNext() {
        String root = System.getProperty("deephash.root");
        Path here = Path.of("").toAbsolutePath();
        if (root != null && Files.isDirectory(here)) {
            start(Path.of(root), here, Map.of());
        }
    }

    /**
     * Starts one, if that is wished for.
     *
     * @param root of the checkout
     * @param folder in which Jupyter would start a kernel
     * @param variables what it has in its environment besides ours
     */
    public static void start(Path root, Path folder, Map<String, String> variables) {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-c", APART, root.resolve("deephash").toString())
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(variables);
        if (isWished(builder.environment())) {
            try {
                builder.start();
            } catch (IOException e) {
                LOG.warn("No kernel is kept in reserve: {}", e.getMessage());
            }
        }
    }

    /** Not where jars or start-up scripts are named, which a kernel reads at its start and a user restarts it for. */
    static boolean isWished(Map<String, String> environment) {
        return "yes".equals(environment.get(VARIABLE))
                && environment.keySet().stream()
                        .noneMatch(name -> name.startsWith("IJAVA_") || name.startsWith("JJAVA_"));
    }
}
