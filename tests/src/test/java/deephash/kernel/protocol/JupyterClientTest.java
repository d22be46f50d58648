package deephash.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import deephash.kernel.agent.Agent;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the suites in {@code src/test/python}, each of which starts this kernel by a real Jupyter client. They need a
 * Python with {@code jupyter_client} and {@code jupyter_kernel_test}: the environment variable DEEPHASH_PYTHON, or
 * {@code python3}.
 */
class JupyterClientTest {

    private static final Path ROOT =
            Path.of(System.getProperty("deephash.root", "..")).toAbsolutePath();
    private static final Path SUITES = ROOT.resolve("tests/src/test/python");

    @TempDir
    private static Path folder;

    private static @Nullable String python;

    @BeforeAll
    static void installAKernelForTests() throws Exception {
        String asked = System.getenv("DEEPHASH_PYTHON");
        python = asked != null ? asked : "python3";
        int found;
        try {
            found = new ProcessBuilder(python, "-c", "import jupyter_client, jupyter_kernel_test")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("python.log").toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            found = -1;
        }
        assumeTrue(
                found == 0,
                "The kernel was not driven by a Jupyter client: " + python + " has no jupyter_client and"
                        + " jupyter_kernel_test. Set DEEPHASH_PYTHON to a Python that has.");
        Path spec = Files.createDirectories(folder.resolve("kernels/deephash-test"));
        Files.writeString(spec.resolve("kernel.json"), kernelJson());
    }

    private static String kernelJson() throws IOException {
        JsonArray command = new JsonArray();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-javaagent:" + agent());
        command.add("--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED");
        command.add("-Djava.awt.headless=true");
        command.add("-Xmx768m");
        command.add("-Ddeephash.history=" + folder.resolve("history.jsonl"));
        command.add("-Ddeephash.sources=" + ROOT.resolve("lib/src/main/java"));
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(KernelMain.class.getName());
        command.add("{connection_file}");
        JsonObject spec = new JsonObject();
        spec.add("argv", command);
        spec.addProperty("display_name", "DeepHash (test)");
        spec.addProperty("language", "java");
        spec.addProperty("interrupt_mode", "message");
        Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        return gson.toJson(spec);
    }

    /** A jar that only names the agent, whose class is on the class path: the kernel's own jar may not be built yet. */
    private static Path agent() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", Agent.class.getName());
        main.putValue("Can-Redefine-Classes", "true");
        Path jar = folder.resolve("agent.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            entries.finish();
        }
        return jar;
    }

    static Stream<String> suites() throws IOException {
        try (Stream<Path> files = Files.list(SUITES)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("test_") && name.endsWith(".py"))
                    .map(name -> name.substring(0, name.length() - 3))
                    .sorted()
                    .toList();
            return names.stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("suites")
    void theKernelPasses(String suite) throws Exception {
        List<String> command = new ArrayList<>(List.of(String.valueOf(python), "-m", "unittest", "-v", suite));
        Path log = folder.resolve(suite + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(SUITES.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JUPYTER_PATH", folder.toString());
        builder.environment().put("DEEPHASH_TEST_KERNEL", "deephash-test");
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PYTHONPATH", SUITES + File.pathSeparator);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(15, TimeUnit.MINUTES);
            String said = Files.readString(log, StandardCharsets.UTF_8);
            assertThat(ended).as("%s ended.%n%s", suite, said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
