package deephash.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same notebooks three ways: without Jupyter, by Jupyter's own client over ZeroMQ, and in JupyterLab in a browser.
 */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A notebook")
class NotebooksTest {

    private static final Duration LONG = Duration.ofMinutes(20);

    @TempDir
    static Path folder;

    private Path notebooks;
    private Map<String, String> jupyter;

    /** A small one, and the one that users begin with. */
    static List<String> notebooks() {
        List<String> names = new ArrayList<>(List.of("first-look.ipynb"));
        if (Files.exists(Checkout.source().resolve("notebooks/00-quickstart.ipynb"))) {
            names.add("00-quickstart.ipynb");
        }
        return names;
    }

    @BeforeAll
    void aCheckoutWithItsKernelInstalled() throws Exception {
        Path checkout = Checkout.built();
        notebooks = Files.createDirectories(checkout.resolve("notebooks"));
        Files.copy(
                Checkout.source().resolve("tests/src/test/resources/notebooks/first-look.ipynb"),
                notebooks.resolve("first-look.ipynb"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        jupyter = Map.of("JUPYTER_DATA_DIR", folder.resolve("jupyter").toString(), "DEEPHASH_REQUIRE_SUITES", "");
        Program install = Checkout.deephash(jupyter, "kernel", "install");
        assertThat(install.status()).as(install.output()).isZero();
    }

    private Path runHeadlessly(String name) throws Exception {
        Path output = folder.resolve("run-" + name);
        if (Files.exists(output)) {
            return output;
        }
        Program run =
                Checkout.deephash(Map.of(), "run", notebooks.resolve(name).toString(), "--output", output.toString());
        assertThat(run.status()).as(run.output()).isZero();
        return output;
    }

    @ParameterizedTest(name = "{0} runs without Jupyter and has pictures and tables in it")
    @MethodSource("notebooks")
    void runsWithoutJupyter(String name) throws Exception {
        String kinds = String.join("\n", kinds(runHeadlessly(name)));
        assertThat(kinds).contains("image/png").contains("text/html").doesNotContain("error");
    }

    @ParameterizedTest(name = "{0}, executed, is valid and written as Jupyter writes it")
    @MethodSource("notebooks")
    void isWrittenAsJupyterWritesIt(String name) throws Exception {
        Path python = Python.with("nbformat");
        Program check = Python.script(python, Map.of(), LONG, "check_format.py", runHeadlessly(name));
        assertThat(check.status()).as(check.output()).isZero();
    }

    @ParameterizedTest(name = "{0} gives Jupyter''s own client the same outputs")
    @MethodSource("notebooks")
    void givesJupyterTheSameOutputs(String name) throws Exception {
        Path python = Python.with("nbclient", "nbformat");
        Path output = folder.resolve("client-" + name);
        Program client = Python.script(python, jupyter, LONG, "run_by_client.py", notebooks.resolve(name), output);
        assertThat(client.status()).as(client.output()).isZero();
        assertThat(kinds(output)).isEqualTo(kinds(runHeadlessly(name)));
    }

    @ParameterizedTest(name = "{0} runs in JupyterLab and shows a chart and the metrics")
    @MethodSource("notebooks")
    void runsInJupyterLab(String name) throws Exception {
        Path python = Python.with("jupyterlab", "playwright");
        Path screenshot = Checkout.source().resolve("tests/target/screenshots").resolve(name.replace(".ipynb", ".png"));
        Files.createDirectories(screenshot.getParent());
        Files.deleteIfExists(screenshot);
        Program lab = Python.script(
                python, jupyter, LONG, "lab_in_browser.py", Checkout.built(), name, Python.chromium(), screenshot);
        assertThat(lab.status()).as(lab.output()).isZero();
        assertThat(screenshot).isNotEmptyFile();
    }

    /** What each cell shows: the kinds of its outputs and their forms. */
    private static List<String> kinds(Path notebook) throws IOException {
        List<String> kinds = new ArrayList<>();
        JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
        for (JsonElement element : json.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            if (!cell.has("outputs")) {
                continue;
            }
            StringBuilder line = new StringBuilder(cell.get("execution_count").toString());
            for (JsonElement each : cell.getAsJsonArray("outputs")) {
                JsonObject output = each.getAsJsonObject();
                line.append(' ').append(output.get("output_type").getAsString());
                if (output.has("data")) {
                    line.append(new TreeSet<>(output.getAsJsonObject("data").keySet()));
                }
            }
            kinds.add(line.toString());
        }
        return kinds;
    }
}
