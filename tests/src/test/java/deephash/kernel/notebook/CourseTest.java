package deephash.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import deephash.kernel.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the committed chapters of the course promise; {@code NotebooksTest} runs them. */
@DisplayName("A chapter")
class CourseTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("deephash.root")).resolve("notebooks");
    private static final int MOST_LINES = 20;

    /** A number in prose that claims to be measured: three or more decimals. */
    private static final Pattern MEASURED = Pattern.compile("(?<![\\d.,])(\\d+\\.\\d{3,})(?![\\d.])");

    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*\\.?\\d*");

    static List<String> chapters() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d\\d-.*\\.ipynb"))
                    .sorted()
                    .toList();
        }
    }

    /** The numbered ones after the quickstart. */
    static List<String> taught() throws IOException {
        return chapters().stream().filter(name -> !name.startsWith("00")).toList();
    }

    private static JsonObject read(String name) {
        try {
            return JsonParser.parseString(Files.readString(FOLDER.resolve(name)))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonObject> cells(String name, String type) {
        return read(name).getAsJsonArray("cells").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(cell -> cell.get("cell_type").getAsString().equals(type))
                .toList();
    }

    private static String joined(JsonElement lines) {
        return lines instanceof JsonArray array
                ? array.asList().stream().map(JsonElement::getAsString).collect(Collectors.joining())
                : lines.getAsString();
    }

    private static String source(JsonObject cell) {
        return joined(cell.get("source"));
    }

    private static boolean isSolution(JsonObject cell) {
        return cell.getAsJsonObject("metadata").has("tags")
                && cell.getAsJsonObject("metadata").getAsJsonArray("tags").contains(new JsonPrimitive("solution"));
    }

    private static List<JsonObject> outputs(JsonObject cell) {
        return cell.getAsJsonArray("outputs").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    /** The plain text of everything that a chapter's cells gave. */
    private static String given(String name) {
        StringBuilder text = new StringBuilder();
        for (JsonObject cell : cells(name, "code")) {
            for (JsonObject output : outputs(cell)) {
                if (output.has("text")) {
                    text.append(joined(output.get("text"))).append('\n');
                }
                if (output.has("data")) {
                    text.append(joined(output.getAsJsonObject("data").get("text/plain")))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}: cells are short, without imports, magics and absolute paths")
    @MethodSource("chapters")
    void cellsAreShortAndPlain(String name) {
        for (JsonObject cell : cells(name, "code")) {
            String source = source(cell);
            assertThat(source.lines().count()).as(source).isLessThanOrEqualTo(MOST_LINES);
            assertThat(source.lines())
                    .as(source)
                    .noneMatch(line ->
                            line.strip().startsWith("import ") || line.strip().matches("[%!].*"));
            assertThat(source)
                    .doesNotContainPattern("\"(/[a-z]|[A-Z]:\\\\)")
                    .doesNotContain("ChartBuilder", "QuickChart");
        }
    }

    @ParameterizedTest(name = "{0}: its outputs are of its cells, all of them, in order, without an error")
    @MethodSource("taught")
    void outputsBelongToTheCells(String name) {
        List<JsonObject> code = cells(name, "code");
        String sources = code.stream().map(CourseTest::source).collect(Collectors.joining("\n\n"));
        assertThat(read(name)
                        .getAsJsonObject("metadata")
                        .getAsJsonObject("deephash")
                        .get("sources")
                        .getAsString())
                .as("run it again: ./deephash run notebooks/%s --output notebooks/%s", name, name)
                .isEqualTo(UUID.nameUUIDFromBytes(sources.getBytes(StandardCharsets.UTF_8))
                        .toString());
        for (int i = 0; i < code.size(); i++) {
            assertThat(code.get(i).get("execution_count").getAsInt()).isEqualTo(i + 1);
            assertThat(outputs(code.get(i)))
                    .as(source(code.get(i)))
                    .noneMatch(output -> output.get("output_type").getAsString().equals("error"));
            if (!source(code.get(i)).strip().endsWith(";")
                    && !source(code.get(i)).strip().endsWith("}")) {
                assertThat(outputs(code.get(i))).as(source(code.get(i))).isNotEmpty();
            }
        }
        assertThat(given(name)).doesNotContainPattern("(?<![\\w.])/(tmp|home|root|work)/");
    }

    @ParameterizedTest(name = "{0} has the parts of a chapter, and four to six exercises with solutions")
    @MethodSource("taught")
    void hasTheParts(String name) {
        List<String> text =
                cells(name, "markdown").stream().map(CourseTest::source).toList();
        String prose = String.join("\n", text);
        assertThat(text.get(0)).startsWith("# ").contains("**The question.**");
        assertThat(prose).contains("What went wrong", "Summary", "## Exercises", "## References");
        long exercises = Pattern.compile("(?m)^\\*\\*\\d\\.\\*\\*")
                .matcher(prose)
                .results()
                .count();
        long solutions =
                cells(name, "code").stream().filter(CourseTest::isSolution).count();
        assertThat(exercises).isBetween(4L, 6L).isEqualTo(solutions);
        assertThat(prose).as("a place left to fill in").doesNotContainPattern("@[A-Z]+@");
    }

    @ParameterizedTest(name = "{0} has pictures, and each is described for those who cannot see it")
    @MethodSource("taught")
    void hasPictures(String name) throws IOException {
        List<JsonObject> pictures = new ArrayList<>();
        for (JsonObject cell : cells(name, "code")) {
            for (JsonObject output : outputs(cell)) {
                if (output.has("data") && output.getAsJsonObject("data").has("image/png")) {
                    pictures.add(output);
                }
            }
        }
        assertThat(pictures).hasSizeGreaterThan(1);
        assertThat(Files.readString(FOLDER.resolve(name))).contains("\"text/html\"");
        assertThat(pictures)
                .allSatisfy(picture -> assertThat(
                                joined(picture.getAsJsonObject("data").get("text/plain")))
                        .isNotBlank());
    }

    @ParameterizedTest(name = "{0}: numbers in the prose are those of its outputs")
    @MethodSource("chapters")
    void proseSaysWhatTheOutputsSay(String name) {
        List<Double> found = new ArrayList<>();
        String sources = cells(name, "code").stream().map(CourseTest::source).collect(Collectors.joining("\n"));
        Matcher given = NUMBER.matcher(given(name) + "\n" + sources);
        while (given.find()) {
            found.add(Double.parseDouble(given.group().replace(",", "").replaceAll("\\.$", "")));
        }
        for (JsonObject cell : cells(name, "markdown")) {
            Matcher claimed = MEASURED.matcher(source(cell).replaceAll("\\$\\$[^$]*\\$\\$", ""));
            while (claimed.find()) {
                String text = claimed.group(1);
                double half = 0.5000001 * Math.pow(10, -(text.length() - text.indexOf('.') - 1));
                double value = Double.parseDouble(text);
                assertThat(found.stream().anyMatch(f -> Math.abs(f - value) <= half))
                        .as("%s in: %s", text, source(cell))
                        .isTrue();
            }
        }
    }

    @Test
    void exerciseSheetsAreUpToDate() {
        assertThat(Main.commandLine().execute("exercises", "--check"))
                .as("make them again: ./deephash exercises")
                .isZero();
    }
}
