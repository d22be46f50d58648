package deephash.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookParametersTest {

    @TempDir
    private Path folder;

    private Notebook notebook(String parameters) throws IOException {
        Path file = folder.resolve("some.ipynb");
        Files.writeString(file, """
                {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                 {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# Some"]},
                 {"cell_type": "code", "id": "b", "metadata": {"tags": ["parameters"]}, "execution_count": null,
                  "outputs": [], "source": %s},
                 {"cell_type": "code", "id": "c", "metadata": {}, "execution_count": null, "outputs": [],
                  "source": ["bits"]}]}
                """.formatted(new com.google.gson.Gson().toJson(parameters)));
        return Notebook.read(file);
    }

    private static final String ALL =
            "// how long\nint bits = 32;\nString data = \"mini\"; // a name\nfinal double beta = 0.5;\nlong seed = 7L;\n"
                    + "boolean quick = true;\nvar epochs = 3;\nvar rate = 1e-3;\nList<Integer> sizes = List.of(1);";

    @Test
    void valuesAreWrittenInTheTypesOfTheCell() throws IOException {
        Notebook set = NotebookParameters.set(
                notebook(ALL),
                List.of(
                        "bits",
                        "48",
                        "data",
                        "a \"b\"\\",
                        "beta",
                        "4",
                        "seed",
                        "9",
                        "quick",
                        "false",
                        "epochs",
                        "20",
                        "rate",
                        "0.01",
                        "sizes",
                        "List.of(2, 3)"));
        assertThat(set.cells()).hasSize(4);
        assertThat(set.cells().get(2).isTagged("injected-parameters")).isTrue();
        assertThat(set.cells().get(2).source())
                .isEqualTo("// Parameters\nint bits = 48;\nString data = \"a \\\"b\\\"\\\\\";\ndouble beta = 4.0;\n"
                        + "long seed = 9L;\nboolean quick = false;\nint epochs = 20;\ndouble rate = 0.01;\n"
                        + "List<Integer> sizes = List.of(2, 3);");
    }

    @Test
    void parametersThatWereSetBeforeAreReplaced() throws IOException {
        Notebook once = NotebookParameters.set(notebook(ALL), List.of("bits", "48"));
        Notebook twice = NotebookParameters.set(once, List.of("bits", "64"));
        assertThat(twice.cells()).hasSize(4);
        assertThat(twice.cells().get(2).source()).isEqualTo("// Parameters\nint bits = 64;");
        Path written = folder.resolve("written.ipynb");
        NotebookWriter.write(twice, written);
        assertThat(Notebook.read(written).cells()).hasSize(4);
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        Notebook notebook = notebook(ALL);
        assertThatThrownBy(() -> NotebookParameters.set(notebook, List.of("bit", "48")))
                .hasMessageContainingAll("no parameter bit", "Did you mean bits?", "data");
        assertThatThrownBy(() -> NotebookParameters.set(notebook, List.of("bits", "4.5")))
                .hasMessageContainingAll("bits", "int", "4.5");
        assertThatThrownBy(() -> NotebookParameters.set(notebook, List.of("quick", "yes")))
                .hasMessageContainingAll("quick", "boolean", "yes");
        Notebook untagged = Notebook.read(Files.writeString(
                folder.resolve("none.ipynb"),
                "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": []}"));
        assertThatThrownBy(() -> NotebookParameters.set(untagged, List.of("bits", "48")))
                .hasMessageContaining("no cell is tagged \"parameters\"");
    }
}
