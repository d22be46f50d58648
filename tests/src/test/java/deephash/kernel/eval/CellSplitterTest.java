package deephash.kernel.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import deephash.kernel.display.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CellSplitterTest {

    private static final JShell SHELL =
            JShell.builder().executionEngine("local").build();

    @AfterAll
    static void close() {
        SHELL.close();
    }

    private static void is(Completeness expected, String... cells) {
        for (String each : cells) {
            assertThat(CellSplitter.completeness(each, SHELL.sourceCodeAnalysis()))
                    .as(each)
                    .isEqualTo(expected);
        }
    }

    @Test
    void annotationsAloneAreNoWholeCell() {
        is(
                Completeness.INCOMPLETE,
                "@Deprecated",
                "@Override\n",
                "@java.lang.Deprecated // Since when?",
                "@Deprecated @SafeVarargs",
                "@Deprecated(since = \"1\")",
                "@Deprecated(since = \"1\") @SafeVarargs",
                "@SafeVarargs @Deprecated(since = \"1\")",
                "int x = 1;\n@Deprecated\n",
                "@Größe");
        is(
                Completeness.COMPLETE,
                "@Deprecated int x = 1;",
                "@Deprecated int x",
                "@Deprecated\nvoid f() {}",
                "@interface Note {}");
    }

    @Test
    void aChoiceWithoutItsLastPartIsNoWholeCell() {
        is(Completeness.INCOMPLETE, "a ? b :", "int a = x ? 1 :\n", "a ? b : c ? d : // And?", "x -> a ? b :", "foo:");
        is(Completeness.COMPLETE, "a ? b : c", "var s = \"a :\"", "foo: while (true) { }", "int a = 1; // so:");
    }

    @Test
    void aHeaderAloneIsNoWholeCell() {
        is(
                Completeness.INCOMPLETE,
                "if (1 < 2)",
                "if (1 < 2) // true",
                "while (true)",
                "while (true) /* for ever */\n",
                "for (int k = 0; k < 3; k++) // later",
                "for (var each : List.of(1))",
                "if (a) b(); else",
                "int x = 1;\nif (x > 0)");
        is(Completeness.COMPLETE, "while (true);", "if (a) b();", "if (1 < 2) // true\n  a();");
    }

    @Test
    @Timeout(120)
    void everyBeginningOfACellIsLookedAtQuickly() throws IOException {
        SHELL.sourceCodeAnalysis().analyzeCompletion("1");
        for (String cell : cellsOfTheCourse()) {
            for (int end = 0; end <= cell.length(); end++) {
                String beginning = cell.substring(0, end);
                assertTimeout(
                        Duration.ofSeconds(5),
                        () -> CellSplitter.completeness(beginning, SHELL.sourceCodeAnalysis()),
                        beginning);
            }
        }
    }

    /** Every sixth code cell of the notebooks. */
    private static List<String> cellsOfTheCourse() throws IOException {
        List<String> cells = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(Path.of(System.getProperty("deephash.root", "..")).resolve("notebooks"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList()) {
                JsonParser.parseString(Files.readString(file))
                        .getAsJsonObject()
                        .getAsJsonArray("cells")
                        .forEach(each -> {
                            JsonObject cell = each.getAsJsonObject();
                            if (cell.get("cell_type").getAsString().equals("code")) {
                                cells.add(Lines.joined(cell.get("source")));
                            }
                        });
            }
        }
        assertThat(cells).hasSizeGreaterThan(100);
        return IntStream.range(0, cells.size())
                .filter(i -> i % 6 == 0)
                .mapToObj(cells::get)
                .toList();
    }
}
