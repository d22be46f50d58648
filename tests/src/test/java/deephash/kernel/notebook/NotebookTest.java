package deephash.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.kernel.display.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {

    private static final String CELL =
            "{\"cell_type\": \"code\", \"source\": [\"int a;\\n\", \"a\"], \"metadata\": {}, \"outputs\": [],"
                    + " \"execution_count\": null}";

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("a.ipynb"), content);
    }

    private static String notebook(String metadata, String cells) {
        return "{\"nbformat\": 4, \"nbformat_minor\": 2, \"metadata\": " + metadata + ", \"cells\": [" + cells + "]}";
    }

    private void refused(String content, String... because) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> Notebook.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.ipynb")
                .hasMessageContainingAll(because);
    }

    @Test
    void aMissingNotebookIsNamed() {
        assertThatThrownBy(() -> Notebook.read(folder.resolve("none.ipynb")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no notebook")
                .hasMessageContaining("none.ipynb");
    }

    @Test
    void brokenJsonIsRefusedWithItsPlace() throws IOException {
        refused("{\"nbformat\": 4,\n \"cells\": [}", "not JSON", "line 2");
    }

    @Test
    void aFileCutShortIsRefused() throws IOException {
        String whole = notebook("{}", CELL);
        refused(whole.substring(0, whole.length() / 2), "not JSON");
    }

    @Test
    void anEmptyFileIsRefusedAsEmpty() throws IOException {
        refused(" \n", "it is empty");
    }

    @Test
    void aPictureIsRefusedAsNoText() throws IOException {
        Path file = Files.write(folder.resolve("a.ipynb"), new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff});
        assertThatThrownBy(() -> Notebook.read(file)).hasMessageContaining("not text in UTF-8");
    }

    @Test
    void otherJsonIsRefusedAsNoNotebook() throws IOException {
        refused("[1, 2]", "no \"nbformat\"");
        refused("{\"nbformat\": 4}", "no \"cells\"");
        refused(notebook("{}", "3"), "item 0");
    }

    @Test
    void theOldFormatIsRefusedWithTheWayToConvertIt() throws IOException {
        refused("{\"nbformat\": 3, \"worksheets\": []}", "notebook format 3", "--nbformat 4");
        refused("{\"nbformat\": 5, \"cells\": []}", "notebook format 5");
    }

    @Test
    void aNotebookInAnotherLanguageIsRefusedWithItsKernel() throws IOException {
        refused(
                notebook("{\"kernelspec\": {\"name\": \"python3\", \"language\": \"python\"}}", CELL),
                "written in python",
                "\"python3\"");
    }

    @Test
    void notebooksOfOtherJavaKernelsAndOfNoneAreRead() throws IOException {
        assertThat(Notebook.read(file(notebook("{}", CELL))).cells()).hasSize(1);
        assertThat(Notebook.read(
                                file(notebook("{\"kernelspec\": {\"name\": \"jjava\", \"language\": \"java\"}}", CELL)))
                        .cells()
                        .get(0)
                        .source())
                .isEqualTo("int a;\na");
        assertThat(Notebook.read(file(notebook("{\"language_info\": {\"name\": \"Java\"}}", CELL)))
                        .cells()
                        .get(0)
                        .isCode())
                .isTrue();
    }

    @Test
    void missingIdsAreGivenAndAreTheSameEachTime() throws IOException {
        String content = notebook("{}", CELL + "," + CELL + "," + CELL);
        Notebook one = Notebook.read(file(content));
        one.giveIds();
        Notebook two = Notebook.read(file(content));
        two.giveIds();
        assertThat(NotebookWriter.text(one)).isEqualTo(NotebookWriter.text(two)).contains("\"nbformat_minor\": 5");
        HashSet<String> ids = new HashSet<>();
        one.cells().forEach(cell -> ids.add(cell.json().get("id").getAsString()));
        assertThat(ids).hasSize(3);
    }

    @Test
    void whatIsNotUnderstoodIsKept() throws IOException {
        String content = notebook("{\"mine\": {\"z\": 1.50, \"a\": null}}", CELL.replace("{}", "{\"tags\": [\"x\"]}"));
        Notebook notebook = Notebook.read(file(content));
        assertThat(NotebookWriter.text(notebook))
                .contains("\"mine\": {\n   \"a\": null,\n   \"z\": 1.50\n  }")
                .contains("\"tags\": [\n     \"x\"\n    ]");
        assertThat(notebook.cells().get(0).isTagged("x")).isTrue();
    }

    @Test
    void linesAreSplitAsPythonSplitsThem() {
        assertThat(Lines.split("").size()).isZero();
        assertThat(Lines.split("a").toString()).isEqualTo("[\"a\"]");
        assertThat(Lines.split("a\n\nb\r\nc\rd\n").toString())
                .isEqualTo("[\"a\\n\",\"\\n\",\"b\\r\\n\",\"c\\r\",\"d\\n\"]");
    }

    @Test
    void aWrittenNotebookReplacesTheOldOneWholeAndLeavesNothingBeside() throws IOException {
        Path file = file(notebook("{}", CELL));
        Notebook notebook = Notebook.read(file);
        NotebookWriter.write(notebook, file);
        assertThat(file).content().isEqualTo(NotebookWriter.text(notebook));
        assertThat(Files.list(folder)).containsExactly(file);
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsNamed() throws IOException {
        Notebook notebook = Notebook.read(file(notebook("{}", CELL)));
        assertThatThrownBy(() -> NotebookWriter.write(notebook, folder.resolve("no/such/b.ipynb")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no folder");
        assertThatThrownBy(() -> NotebookWriter.write(notebook, folder)).hasMessageContaining("it is a folder");
    }
}
