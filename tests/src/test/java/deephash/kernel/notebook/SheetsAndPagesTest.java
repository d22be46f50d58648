package deephash.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.kernel.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code exercises} and {@code export} make of a folder of chapters. */
class SheetsAndPagesTest {

    private static final String CHAPTER = """
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"language": "java", "name": "deephash",
              "display_name": "DeepHash (Java)"}, "deephash": {"sources": "x"}}, "cells": [
             {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# 1 · A & B\\n", "\\n",
              "A formula $x \\\\in \\\\mathbb{R}^{n}$ and a table:\\n", "\\n", "| a | b |\\n", "|---|---|\\n", "| 1 | 2 |"]},
             {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": 1, "source": ["List.of(1) // <b>"],
              "outputs": [{"output_type": "execute_result", "execution_count": 1, "metadata": {},
               "data": {"text/plain": ["[1] & more"]}}]},
             {"cell_type": "code", "id": "c", "metadata": {"tags": ["solution"], "jupyter": {"source_hidden": true}},
              "execution_count": 2, "source": ["int secret = 42;"], "outputs": []},
             {"cell_type": "markdown", "id": "d", "metadata": {"tags": ["solution"]}, "source": ["It is 42."]}]}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void aFolderOfChapters() throws IOException {
        Files.writeString(folder.resolve("01-one.ipynb"), CHAPTER);
        Files.writeString(folder.resolve("notes.ipynb"), CHAPTER);
    }

    private static int run(String... arguments) {
        return Main.commandLine().execute(arguments);
    }

    @Test
    void aSheetHasTheChaptersTextWithoutOutputsAndSolutions() throws IOException {
        assertThat(run("exercises", folder.toString())).isZero();
        Path sheet = folder.resolve("exercises/01-one.ipynb");
        assertThat(sheet)
                .content()
                .contains("A formula", "List.of(1)", "your solution", "Your answer")
                .doesNotContain("42", "[1] & more", "source_hidden", "\"solution\"", "\"sources\"");
        assertThat(folder.resolve("exercises/notes.ipynb")).doesNotExist();
        Notebook.read(sheet);
    }

    @Test
    void aChapterIsAnAssignmentOfNbgrader() throws IOException {
        Path course = folder.resolve("course");
        assertThat(run("exercises", "--nbgrader", course.toString(), folder.toString()))
                .isZero();
        Notebook source = Notebook.read(course.resolve("source/01-one/01-one.ipynb"));
        Cell solution = source.cells().stream()
                .filter(each -> each.isCode() && each.isTagged("exercise"))
                .findFirst()
                .orElseThrow();
        assertThat(solution.source()).startsWith("// ### BEGIN SOLUTION\n").endsWith("\n// ### END SOLUTION");
        assertThat(solution.json().getAsJsonObject("metadata").getAsJsonObject("nbgrader"))
                .hasToString("{\"grade\":true,\"grade_id\":\"01-one-exercise-1\",\"locked\":false,\"points\":1,"
                        + "\"schema_version\":3,\"solution\":true,\"task\":false}");
        assertThat(source.cells()).allSatisfy(each -> assertThat(each.outputs()).isEmpty());
    }

    @Test
    void aFolderWithoutChaptersIsRefused(@TempDir Path empty) {
        assertThat(run("exercises", empty.toString())).isEqualTo(1);
        assertThat(run("export", empty.toString())).isEqualTo(1);
        assertThatThrownBy(() -> Exercises.course(empty)).hasMessageContaining("There is no chapter");
        assertThatThrownBy(() -> Exercises.course(empty.resolve("no")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no folder");
        assertThatThrownBy(() -> Exercises.course(folder.resolve("notes.ipynb")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void aSheetThatIsOutOfDateOrOfNoChapterIsFound() throws IOException {
        assertThat(run("exercises", "--check", folder.toString()))
                .as("none yet")
                .isEqualTo(1);
        assertThat(run("exercises", folder.toString())).isZero();
        assertThat(run("exercises", "--check", folder.toString())).isZero();
        Files.writeString(folder.resolve("01-one.ipynb"), CHAPTER.replace("List.of(1)", "List.of(2)"));
        assertThat(run("exercises", "--check", folder.toString())).isEqualTo(1);
        Files.delete(folder.resolve("01-one.ipynb"));
        assertThat(run("exercises", folder.toString())).isZero();
        assertThat(folder.resolve("exercises/01-one.ipynb")).doesNotExist();
    }

    @Test
    void aPageShowsFormulasTablesCodeAndOutputsAndFoldsSolutionsUp() throws IOException {
        Path pages = folder.resolve("pages");
        assertThat(run("export", folder.toString(), "--output", pages.toString()))
                .isZero();
        String page = Files.readString(pages.resolve("01-one.html"));
        assertThat(page)
                .contains("<title>1 · A &amp; B</title>", "<math", "<td>1</td>", "// &lt;b&gt;", "[1] &amp; more")
                .contains("<details><summary>Solution</summary>", "secret")
                .doesNotContain("<script", "xformula");
        assertThat(pages.resolve("index.html")).content().contains("href=\"01-one.html\"");
    }

    /** A picture, HTML, Markdown and a formula that would each call a function of the page. */
    private static final String CRAFTED = """
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
             {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# T <img src=x onerror=mark()>\\n\\n",
              "[go](javascript:mark()) [on](data:text/html,x) <script>mark()</script> <a href='JaVaScript:mark()'>a</a>\\n\\n",
              "![$x$](http://example.org/p.png \\"t\\") <svg onload=mark()></svg> <iframe src='//example.org'></iframe>\\n\\n",
              "$\\\\mbox{\\\\href{javascript:mark()}{here}}$ <b style='background:url(//example.org/b)'>bold</b>"]},
             {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": 1, "source": "1", "outputs": [
              {"output_type": "display_data", "metadata": {},
               "data": {"text/plain": "P", "image/png": "AA==\\" onerror=\\"mark()"}},
              {"output_type": "display_data", "metadata": {}, "data": {"text/plain": [null, "N"], "image/png": "iVBOR+/=\\n"}},
              {"output_type": "display_data", "metadata": {}, "data": {
               "text/html": "<table><tr><td style='text-align:right' onclick='mark()'>7</td></tr></table><script>mark()"}}]}]}
            """;

    @Test
    void nothingThatANotebookHoldsRunsOrLoadsFromItsPage() throws IOException {
        String name = "02-x\"><script>mark()<'a' b";
        Files.writeString(folder.resolve(name + ".ipynb"), CRAFTED);
        Path pages = folder.resolve("pages");
        assertThat(run("export", folder.toString(), "--output", pages.toString()))
                .isZero();
        for (String file : List.of(name + ".html", "index.html", "01-one.html")) {
            String page = Files.readString(pages.resolve(file));
            assertThat(page)
                    .contains("Content-Security-Policy\" content=\"default-src 'none'; img-src data:;")
                    .doesNotContainIgnoringCase(
                            "<script", "<svg", "<iframe", "\"javascript:", "=\"data:text", "<img src=x")
                    .doesNotContain("example.org");
            assertThat(page.replaceAll("&lt;[^<>]*&gt;", ""))
                    .as("attributes that are scripts, but in text")
                    .doesNotContainPattern("<[^>]* on[a-z]+=");
        }
        assertThat(Files.readString(pages.resolve(name + ".html")))
                .contains("<td style=\"text-align:right\">7</td>", "<pre>P</pre>", "<b>bold</b>")
                .contains("<img alt=\"N\" src=\"data:image/png;base64,iVBOR+/=\">");
        assertThat(Files.readString(pages.resolve("01-one.html")))
                .contains("<a href=\"02-x%22%3E%3Cscript%3Emark%28%29%3C%27a%27%20b.html\">");
    }

    @Test
    void bracketsAndCommasOfFormulasAreThere() {
        TexMath math = new TexMath();
        String shown = math.show(math.hide("$e(w, b) = (1 - t)^2$"));
        assertThat(shown.replaceAll("<[^>]*>", "")).isEqualTo("e(w,b)=(1-t)2");
        assertThat(shown).doesNotContain("mfenced", "<?xml");
        assertThat(math.show(math.hide("$\\text{found so far}$"))).contains("found so far");
    }

    @Test
    void aFormulaThatCannotBeShownIsNamed() {
        assertThatThrownBy(() -> new TexMath().hide("see $\\nosuchthing{x}$"))
                .hasMessageContaining("\\nosuchthing{x}")
                .hasMessageContaining("simpler");
    }

    @Test
    void everyChapterOfTheCourseBecomesAPageThatNeedsNothingElse() throws IOException {
        assertThat(run("export", "--output", folder.toString())).isZero();
        for (String chapter : CourseTest.chapters()) {
            Path page = folder.resolve(chapter.replace(".ipynb", ".html"));
            assertThat(page).exists();
            assertThat(Files.readString(page))
                    .doesNotContain("<script", "xformula")
                    .doesNotContainPattern(Pattern.compile("(src|href)=\"http"));
        }
    }
}
