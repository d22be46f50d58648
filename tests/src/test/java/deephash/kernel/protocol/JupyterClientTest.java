package deephash.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import deephash.kernel.agent.Agent;
import deephash.launcher.Program;
import deephash.launcher.Python;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the suites in {@code src/test/python}, each of which starts this kernel by a real Jupyter client. They run in
 * the Python that the other Jupyter suites take, which needs {@code jupyter_client} and {@code jupyter_kernel_test}.
 */
class JupyterClientTest {

    private static final Path ROOT =
            Path.of(System.getProperty("deephash.root", "..")).toAbsolutePath();
    private static final Path SUITES = ROOT.resolve("tests/src/test/python");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void installAKernelForTests() throws Exception {
        python();
        Path spec = Files.createDirectories(folder.resolve("kernels/deephash-test"));
        Files.writeString(spec.resolve("kernel.json"), kernelJson());
    }

    private static Path python() throws Exception {
        return Python.with("jupyter_client", "jupyter_kernel_test");
    }

    private static String kernelJson() throws IOException {
        JsonArray command = new JsonArray();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-javaagent:" + agent());
        command.add("--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED");
        command.add("-Djava.awt.headless=true");
        command.add("-Xmx768m");
        command.add("-Ddeephash.history=" + folder.resolve("history.jsonl"));
        command.add("-Ddeephash.sources=" + ROOT.resolve("lib/src/main/java") + File.pathSeparator
                + ROOT.resolve("kernel/src/main/java"));
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
        Map<String, String> variables = Map.of(
                "JUPYTER_PATH",
                folder.toString(),
                "DEEPHASH_TEST_KERNEL",
                "deephash-test",
                "PYTHONDONTWRITEBYTECODE",
                "1",
                "PYTHONPATH",
                SUITES + File.pathSeparator);
        List<String> command = List.of(python().toString(), "-m", "unittest", "-v", suite);
        Program program = Program.run(SUITES, variables, Duration.ofMinutes(15), command);
        assertThat(program.status()).as(program.output()).isZero();
    }
}
