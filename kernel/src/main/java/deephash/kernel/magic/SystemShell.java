package deephash.kernel.magic;

import deephash.kernel.magic.Magic.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The shell of {@code %%bash}. */
final class SystemShell {

    /** How long output is read after the process has ended. */
    private static final long REST_MILLIS = 2000;

    private SystemShell() {}

    /**
     * Runs a script, its output going where the cell's goes; stopped with the cell, children included.
     *
     * @throws IllegalStateException if it ends with another status than 0
     */
    @SuppressWarnings("OrphanedFormatString") // %bash is a magic
    static @Nullable Object run(Environment environment, Call call) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash"));
        String script = call.arguments();
        if (call.body() != null && call.arguments().startsWith("-")) {
            command.addAll(call.words());
            script = call.body();
        } else if (call.body() != null) {
            script += "\n" + call.body();
        }
        if (script.isBlank()) {
            throw new IllegalArgumentException(
                    "Say what to run: %bash with a command, or %%bash with a script below it.");
        }
        command.addAll(List.of("-c", script));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment.set());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IllegalStateException("There is no bash on the PATH: " + e.getMessage(), e);
        }
        try {
            process.getOutputStream().close();
            Thread out = copy(process.getInputStream(), System.out);
            Thread err = copy(process.getErrorStream(), System.err);
            int status = process.waitFor();
            out.join(REST_MILLIS);
            err.join(REST_MILLIS);
            if (status != 0) {
                throw new IllegalStateException("The script ended with status " + status + ".");
            }
            return null;
        } finally {
            if (process.isAlive()) {
                end(process);
            }
        }
    }

    /** Ends a process and its children, by force if they do not end when asked. */
    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        // Interrupts must not end this wait: the stop button sends them until the cell has stopped.
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                .join();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static Thread copy(InputStream from, PrintStream to) {
        Thread thread = new Thread(
                () -> {
                    try (from) {
                        byte[] buffer = new byte[8192];
                        for (int read; (read = from.read(buffer)) >= 0; ) {
                            to.write(buffer, 0, read);
                            to.flush();
                        }
                    } catch (IOException e) {
                        // the process is gone, and its pipe with it
                    }
                },
                "bash output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
