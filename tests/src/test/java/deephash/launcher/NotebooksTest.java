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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same notebooks without Jupyter and in JupyterLab in a browser, the first ones also by Jupyter's client for
 * scripts.
 */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A notebook")
class NotebooksTest {

    private static final Duration LONG = Duration.ofMinutes(20);

    /** Chapters train for an epoch or so, each on one core, since two are run at a time. */
    private static final Map<String, String> SMOKE = Map.of("DEEPHASH_PROFILE", "smoke", "OMP_NUM_THREADS", "1");

    @TempDir
    static Path folder;

    private final ExecutorService two = Executors.newFixedThreadPool(2);
    private final Map<String, Future<Program>> begun = new HashMap<>();
    private Path notebooks;
    private Map<String, String> jupyter;

    /** A small one, and the course. */
    static List<String> notebooks() throws IOException {
        List<String> names = new ArrayList<>(List.of("first-look.ipynb"));
        names.addAll(chapters());
        return names;
    }

    /** The chapters of the course; with the property {@code deephash.chapter=05} only that one. */
    static List<String> chapters() throws IOException {
        String only = System.getProperty("deephash.chapter", "");
        try (Stream<Path> files = Files.list(Checkout.source().resolve("notebooks"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d\\d-.*\\.ipynb") && name.startsWith(only))
                    .sorted()
                    .toList();
        }
    }

    @BeforeAll
    void aCheckoutWithItsKernelInstalled() throws Exception {
        Path checkout = Checkout.built();
        notebooks = Files.createDirectories(checkout.resolve("notebooks"));
        Files.copy(
                Checkout.source().resolve("tests/src/test/resources/notebooks/first-look.ipynb"),
                notebooks.resolve("first-look.ipynb"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        jupyter = new HashMap<>(SMOKE);
        jupyter.put("JUPYTER_DATA_DIR", folder.resolve("jupyter").toString());
        jupyter.put("DEEPHASH_REQUIRE_SUITES", "");
        Program install = Checkout.deephash(jupyter, "kernel", "install");
        assertThat(install.status()).as(install.output()).isZero();
    }

    @AfterAll
    void nothingRunsOn() {
        two.shutdownNow();
    }

    /** One way of running a notebook. */
    private interface Way {
        Program run(String name) throws Exception;
    }

    /** Waits for one of the notebooks to succeed; the next of them is run beside it, the same way. */
    private void succeeds(String way, List<String> all, String name, Way run) throws Exception {
        int at = all.indexOf(name);
        for (String each : all.subList(at, Math.min(all.size(), at + 2))) {
            begun.computeIfAbsent(way + " " + each, key -> two.submit(() -> run.run(each)));
        }
        Program program;
        try {
            program = begun.get(way + " " + name).get();
        } catch (ExecutionException e) {
            throw new AssertionError(name + ": " + e.getCause().getMessage(), e.getCause());
        }
        assertThat(program.status()).as(program.output()).isZero();
    }

    private Path runHeadlessly(String name) throws Exception {
        succeeds(
                "run",
                notebooks(),
                name,
                each -> Checkout.deephash(
                        SMOKE,
                        "run",
                        notebooks.resolve(each).toString(),
                        "--output",
                        folder.resolve("run-" + each).toString()));
        return folder.resolve("run-" + name);
    }

    @ParameterizedTest(name = "{0} runs without Jupyter and has pictures and tables in it")
    @MethodSource("notebooks")
    void runsWithoutJupyter(String name) throws Exception {
        String kinds = String.join("\n", kinds(runHeadlessly(name)));
        assertThat(kinds).contains("image/png").contains("text/html").doesNotContain("error");
    }

    @ParameterizedTest(
            name = "{0} as committed shows what today's code shows: kinds of results, heads of tables, titles")
    @MethodSource("chapters")
    void committedOutputsAreThoseOfTodaysCode(String name) throws Exception {
        assertThat(results(runHeadlessly(name)))
                .as("run it again: ./deephash run notebooks/%s --output notebooks/%s", name, name)
                .isEqualTo(results(Checkout.source().resolve("notebooks").resolve(name)));
    }

    @ParameterizedTest(name = "{0}, executed, is valid and written as Jupyter writes it")
    @MethodSource("notebooks")
    void isWrittenAsJupyterWritesIt(String name) throws Exception {
        Path python = Python.with("nbformat");
        Program check = Python.script(python, Map.of(), LONG, "check_format.py", runHeadlessly(name));
        assertThat(check.status()).as(check.output()).isZero();
    }

    /** JupyterLab runs all of them over the same protocol; these are for the client of scripts. */
    static List<String> forTheClient() throws IOException {
        return notebooks().subList(0, Math.min(3, notebooks().size()));
    }

    @ParameterizedTest(name = "{0} gives Jupyter''s own client the same outputs")
    @MethodSource("forTheClient")
    void givesJupyterTheSameOutputs(String name) throws Exception {
        Path python = Python.with("nbclient", "nbformat");
        succeeds(
                "client",
                forTheClient(),
                name,
                each -> Python.script(
                        python,
                        jupyter,
                        LONG,
                        "run_by_client.py",
                        notebooks.resolve(each),
                        folder.resolve("client-" + each)));
        assertThat(kinds(folder.resolve("client-" + name))).isEqualTo(kinds(runHeadlessly(name)));
    }

    @ParameterizedTest(
            name = "{0} runs in JupyterLab, shows pictures and tables, and has the same outputs as without it")
    @MethodSource("notebooks")
    void runsInJupyterLab(String name) throws Exception {
        Path python = Python.with("jupyterlab", "playwright");
        Path chromium = Python.chromium();
        succeeds("lab", notebooks(), name, each -> {
            Files.createDirectories(screenshot(each).getParent());
            Files.deleteIfExists(screenshot(each));
            return Python.script(
                    python,
                    jupyter,
                    LONG,
                    "lab_in_browser.py",
                    Checkout.built(),
                    each,
                    chromium,
                    screenshot(each),
                    folder.resolve("lab-" + each));
        });
        assertThat(screenshot(name)).isNotEmptyFile();
        assertThat(kinds(folder.resolve("lab-" + name))).isEqualTo(kinds(runHeadlessly(name)));
    }

    private static Path screenshot(String name) {
        return Checkout.source().resolve("tests/target/screenshots").resolve(name.replace(".ipynb", ".png"));
    }

    /** The value of each cell: its forms, and what of its text does not depend on how long was trained. */
    private static List<String> results(Path notebook) throws IOException {
        List<String> results = new ArrayList<>();
        JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
        for (JsonElement element : json.getAsJsonArray("cells")) {
            if (!element.getAsJsonObject().has("outputs")) {
                continue;
            }
            StringBuilder line = new StringBuilder();
            for (JsonElement each : element.getAsJsonObject().getAsJsonArray("outputs")) {
                JsonObject output = each.getAsJsonObject();
                if (output.get("output_type").getAsString().equals("execute_result")) {
                    JsonObject data = output.getAsJsonObject("data");
                    line.append(new TreeSet<>(data.keySet())).append(steady(data.get("text/plain")));
                }
            }
            results.add(line.toString());
        }
        return results;
    }

    /** The names of a table's columns, the title of a chart; nothing of other texts. */
    private static String steady(JsonElement text) {
        List<String> lines = lines(text);
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith("───")) {
                return lines.get(i - 1).strip().replaceAll(" {2,}", " | ");
            }
        }
        return lines.get(0).startsWith("Chart: ") ? lines.get(0) : "";
    }

    /**
     * What each cell shows: the kinds of its outputs and their forms. What is printed comes to a client in as many
     * pieces as it took; pieces next to each other count as one. What a bar leaves depends on the time it took.
     */
    private static List<String> kinds(Path notebook) throws IOException {
        List<String> kinds = new ArrayList<>();
        JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
        for (JsonElement element : json.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            if (!cell.has("outputs")) {
                continue;
            }
            StringBuilder line = new StringBuilder(cell.get("execution_count").toString());
            if (cell.get("outputs").toString().contains("To change it with a slider")) {
                // What it shows is an output of the cell without JupyterLab, and a part of the slider with it.
                kinds.add(line + " slider");
                continue;
            }
            String printing = "";
            for (JsonElement each : cell.getAsJsonArray("outputs")) {
                JsonObject output = each.getAsJsonObject();
                String type = output.get("output_type").getAsString();
                String stream = type.equals("stream") ? output.get("name").getAsString() : "";
                if ((!stream.isEmpty() && stream.equals(printing)) || isWhatABarLeft(output)) {
                    continue;
                }
                printing = stream;
                line.append(' ').append(type);
                if (output.has("data")) {
                    line.append(new TreeSet<>(output.getAsJsonObject("data").keySet()));
                }
            }
            kinds.add(line.toString());
        }
        return kinds;
    }

    /** A line such as "Hashing with CVAE: 1,000 of 1,000 images, 0.6 s", or the place of one that has passed. */
    private static boolean isWhatABarLeft(JsonObject output) {
        if (!output.get("output_type").getAsString().equals("display_data")) {
            return false;
        }
        String line = String.join("", lines(output.getAsJsonObject("data").get("text/plain")));
        return line.isBlank() || line.matches("[^\n]+: [\\d,]+ of [\\d,]+ \\w+, [^\n]*\\d (s|min|h)\\b[^\n]*");
    }

    /** A text as notebooks keep it: whole, or in lines with their ends. */
    private static List<String> lines(JsonElement text) {
        return text.isJsonArray()
                ? text.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .toList()
                : List.of(text.getAsString());
    }
}
