package deephash.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Exercise sheets: the chapters of a course without outputs, and with an empty cell in place of each cell that is
 * tagged {@code solution}.
 */
final class Exercises {

    /** The placeholder in cells that learners fill in. */
    static final String TAG = "solution";

    private static final String EMPTY = "// your solution\n";

    private Exercises() {}

    /** The chapters in a folder, in order: the notebooks whose name starts with two digits. */
    static List<Path> chapters(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches("[0-9]{2}-.*\\.ipynb"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The chapters of a course.
     *
     * @throws IllegalArgumentException if the folder has none, or is no folder
     */
    static List<Path> course(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    Files.exists(folder)
                            ? folder + " is a file. Give the folder of the chapters."
                            : "There is no folder " + folder + ".");
        }
        List<Path> chapters = chapters(folder);
        if (chapters.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no chapter in " + folder + ": no notebook whose name starts with two digits.");
        }
        return chapters;
    }

    /** The exercise sheet of a chapter, or nothing if it has no solutions. */
    static @Nullable String sheet(Path chapter) throws IOException {
        Notebook notebook = Notebook.read(chapter);
        boolean any = false;
        for (Cell cell : notebook.cells()) {
            if (cell.isCode()) {
                cell.clear();
            }
            if (cell.isTagged(TAG)) {
                any = true;
                cell.json().add("source", new JsonPrimitive(cell.isCode() ? EMPTY : "*Your answer.*"));
                JsonArray tags = new JsonArray();
                tags.add("exercise");
                JsonObject metadata = new JsonObject();
                metadata.add("tags", tags);
                cell.json().add("metadata", metadata);
            }
        }
        if (!any) {
            return null;
        }
        Notebook.object(notebook.json(), "metadata").remove(NotebookRun.SIGNATURE);
        return NotebookWriter.text(notebook);
    }
}
