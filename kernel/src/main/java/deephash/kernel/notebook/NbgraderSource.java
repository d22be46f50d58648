package deephash.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A chapter as a source of <a href="https://nbgrader.readthedocs.io">nbgrader</a>: {@code nbgrader generate_assignment}
 * takes the solutions out and makes the sheet, {@code nbgrader autograde} runs the tests.
 *
 * <p>A cell tagged {@code solution} is what a student writes. One tagged {@code test} is a test of what stands before
 * it, for one point: it must not fail, as with {@code assert}. A solution without a test is marked by hand, for one
 * point.
 */
final class NbgraderSource {

    private static final String TEST = "test";
    private static final int SCHEMA = 3;

    private final String chapter;
    private int written;

    private NbgraderSource(String chapter) {
        this.chapter = chapter;
    }

    /** The source of a chapter, or null if it has no solutions. */
    static @Nullable String of(Path file) throws IOException {
        Notebook notebook = Notebook.read(file);
        if (notebook.cells().stream().noneMatch(each -> each.isTagged(Exercises.TAG))) {
            return null;
        }
        notebook.giveIds();
        NbgraderSource source = new NbgraderSource(name(file));
        for (int i = 0; i < notebook.cells().size(); i++) {
            Cell cell = notebook.cells().get(i);
            if (cell.isCode()) {
                cell.clear();
            }
            if (cell.isTagged(Exercises.TAG)) {
                source.solution(cell, isTested(notebook, i));
            } else if (cell.isTagged(TEST)) {
                source.mark(cell, "test", false, true);
            }
        }
        Notebook.object(notebook.json(), "metadata").remove(NotebookRun.SIGNATURE);
        return NotebookWriter.text(notebook);
    }

    /** What nbgrader calls the assignment. */
    static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.ipynb$", "");
    }

    /** Whether a test comes before the next solution. */
    private static boolean isTested(Notebook notebook, int solution) {
        for (int i = solution + 1; i < notebook.cells().size(); i++) {
            Cell cell = notebook.cells().get(i);
            if (cell.isTagged(TEST) || cell.isTagged(Exercises.TAG)) {
                return cell.isTagged(TEST);
            }
        }
        return false;
    }

    private void solution(Cell cell, boolean tested) {
        String comment = cell.isCode() ? "// " : "";
        cell.json()
                .addProperty(
                        "source",
                        comment + "### BEGIN SOLUTION\n" + cell.source().stripTrailing() + "\n" + comment
                                + "### END SOLUTION");
        mark(cell, "exercise", true, !tested);
    }

    private void mark(Cell cell, String kind, boolean solution, boolean graded) {
        JsonObject nbgrader = new JsonObject();
        nbgrader.addProperty("grade", graded);
        nbgrader.addProperty("grade_id", chapter + "-" + kind + "-" + ++written);
        nbgrader.addProperty("locked", !solution);
        if (graded) {
            nbgrader.addProperty("points", 1);
        }
        nbgrader.addProperty("schema_version", SCHEMA);
        nbgrader.addProperty("solution", solution);
        nbgrader.addProperty("task", false);
        JsonArray tags = new JsonArray();
        tags.add(solution ? "exercise" : TEST);
        JsonObject metadata = new JsonObject();
        metadata.add("nbgrader", nbgrader);
        metadata.add("tags", tags);
        cell.json().add("metadata", metadata);
    }
}
