package deephash.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class RunTest {

    @TempDir
    private Path folder;

    /** Writes a notebook with these code cells. */
    private Path notebook(String... cells) throws Exception {
        JsonArray array = new JsonArray();
        for (String source : cells) {
            JsonObject cell = new JsonObject();
            cell.addProperty("cell_type", "code");
            cell.addProperty("source", source);
            cell.add("metadata", new JsonObject());
            array.add(cell);
        }
        JsonObject json = new JsonObject();
        json.addProperty("nbformat", 4);
        json.addProperty("nbformat_minor", 5);
        json.add("metadata", new JsonObject());
        json.add("cells", array);
        return Files.writeString(folder.resolve("in.ipynb"), json.toString());
    }

    private Program run(String... arguments) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("run", folder.resolve("in.ipynb").toString()));
        all.addAll(List.of(arguments));
        return Checkout.deephash(Map.of(), all.toArray(String[]::new));
    }

    private JsonObject output(int cell, int output) throws Exception {
        return JsonParser.parseString(Files.readString(folder.resolve("out.ipynb")))
                .getAsJsonObject()
                .getAsJsonArray("cells")
                .get(cell)
                .getAsJsonObject()
                .getAsJsonArray("outputs")
                .get(output)
                .getAsJsonObject();
    }

    private String[] intoOut() {
        return new String[] {"--output", folder.resolve("out.ipynb").toString()};
    }

    @Test
    void theExecutedNotebookHasTextPicturesAndCounts() throws Exception {
        notebook(
                "System.out.println(\"a\");\nSystem.out.println(\"b\");\nSystem.err.println(\"c\");\n6 * 7",
                "new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB)");
        Program program = run(intoOut());
        assertThat(program.status()).as(program.output()).isZero();
        assertThat(program.output()).contains("[1/2]").contains("[2/2]");
        assertThat(output(0, 0).get("text").toString()).isEqualTo("[\"a\\n\",\"b\\n\"]");
        assertThat(output(0, 1).get("name").getAsString()).isEqualTo("stderr");
        assertThat(output(0, 2).get("execution_count").getAsInt()).isEqualTo(1);
        assertThat(output(0, 2).getAsJsonObject("data").get("text/plain").toString())
                .isEqualTo("[\"42\"]");
        byte[] png = Base64.getDecoder()
                .decode(output(1, 0).getAsJsonObject("data").get("image/png").getAsString());
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(30);
    }

    @Test
    void noLibraryWarnsInARunThatLoadsTrainsAndEvaluates() throws Exception {
        notebook(
                "var mini = DeepHash.load(\"fashion-mnist-mini\");",
                "DeepHash.evaluate(DeepHash.train(VAE, mini, options().epochs(1)), mini)");
        Program program = run(intoOut());
        assertThat(program.status()).as(program.output()).isZero();
        assertThat(program.output().lines()).allMatch(line -> line.isBlank() || line.matches("\\[[12]/2] .*|Wrote .*"));
    }

    @Test
    void theFirstFailingCellEndsTheRunAndIsShownWithItsError() throws Exception {
        notebook("int a = 1;", "int b = a;\nObject o = null;\no.hashCode()", "System.out.println(\"never\");");
        Program program = run(intoOut());
        assertThat(program.status()).isEqualTo(1);
        assertThat(program.output())
                .contains("Cell 2 of in.ipynb failed")
                .contains("3  o.hashCode()")
                .contains("NullPointerException")
                .doesNotContain("\033");
        assertThat(output(1, 0).get("output_type").getAsString()).isEqualTo("error");
        assertThat(output(1, 0).get("ename").getAsString()).contains("NullPointerException");
        assertThat(Files.readString(folder.resolve("out.ipynb"))).doesNotContain("\"never\\n\"");
    }

    @Test
    void aCellThatDoesNotCompileFailsTheRun() throws Exception {
        notebook("int a = \"text\";");
        Program program = run();
        assertThat(program.status()).isEqualTo(1);
        assertThat(program.output()).contains("Cell 1 of in.ipynb failed").contains("incompatible types");
    }

    @Test
    void anUpdatedDisplayIsOneOutputWithItsLastContent() throws Exception {
        notebook("var id = display(\"old\");", "updateDisplay(id, \"new\");");
        assertThat(run(intoOut()).status()).isZero();
        assertThat(output(0, 0).getAsJsonObject("data").get("text/plain").toString())
                .contains("new");
    }

    @Test
    void whatWasClearedIsNotInTheNotebook() throws Exception {
        notebook("System.out.println(\"first\");\nclearOutput(true);\nSystem.out.println(\"second\");");
        assertThat(run(intoOut()).status()).isZero();
        assertThat(output(0, 0).get("text").toString()).isEqualTo("[\"second\\n\"]");
    }

    @Test
    void theInputStaysAsItIsUnlessItIsAlsoTheOutput() throws Exception {
        Path file = notebook("1 + 1");
        String before = Files.readString(file);
        assertThat(run().status()).isZero();
        assertThat(file).content().isEqualTo(before);
        assertThat(run("--output", file.toString()).status()).isZero();
        assertThat(file).content().contains("\"execution_count\": 1");
    }

    @Test
    void twoRunsOfADeterministicNotebookWriteTheSameFile() throws Exception {
        notebook("var r = new Random(7);\nr.nextInt()", "List.of(1, 2)");
        assertThat(run(intoOut()).status()).isZero();
        String first = Files.readString(folder.resolve("out.ipynb"));
        assertThat(run(intoOut()).status()).isZero();
        assertThat(folder.resolve("out.ipynb")).content().isEqualTo(first);
    }

    @Test
    void cellsRunInTheNotebooksFolder() throws Exception {
        Files.writeString(folder.resolve("beside.txt"), "found", StandardCharsets.UTF_8);
        notebook("Files.readString(Path.of(\"beside.txt\"))");
        Program program = run(intoOut());
        assertThat(program.status()).as(program.output()).isZero();
        assertThat(output(0, 0).toString()).contains("found");
    }

    @Test
    void aCellThatCallsExitFailsAndTheNotebookIsStillWritten() throws Exception {
        notebook("System.exit(0);");
        assertThat(run(intoOut()).status()).isEqualTo(1);
        assertThat(output(0, 0).get("output_type").getAsString()).isEqualTo("error");
    }

    @Test
    void anOutputThatCannotBeWrittenIsRefusedBeforeAnythingRuns() throws Exception {
        notebook("System.out.println(1);");
        Program program = run("--output", folder.resolve("none/out.ipynb").toString());
        assertThat(program.status()).isEqualTo(1);
        assertThat(program.output()).contains("there is no folder").doesNotContain("[1/1]");
    }

    @Test
    void cellsTaggedAsRaisingAreAllowedTo() throws Exception {
        Path file = notebook("throw new RuntimeException(\"on purpose\");", "System.out.println(\"after\");");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("\"metadata\":\\{}}", "\"metadata\":{\"tags\":[\"raises-exception\"]}}"));
        Program program = run(intoOut());
        assertThat(program.status()).as(program.output()).isZero();
        assertThat(output(1, 0).get("text").toString()).contains("after");
    }
}
