package deephash.kernel.notebook;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import deephash.file.WholeFile;
import deephash.kernel.display.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a notebook as Jupyter does, so that opening and saving it there changes nothing: names in order, an indent of
 * one, text as lists of lines.
 */
final class NotebookWriter {

    private static final Gson JSON = new GsonBuilder()
            .setFormattingStyle(FormattingStyle.PRETTY.withIndent(" "))
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private static final Set<String> SPLIT = Set.of("application/javascript", "image/svg+xml");

    private NotebookWriter() {}

    /** The notebook as text. */
    static String text(Notebook notebook) {
        for (Cell cell : notebook.cells()) {
            cell.json().add("source", Lines.split(cell.source()));
            for (JsonElement output : cell.outputs()) {
                splitText(output.getAsJsonObject());
            }
        }
        return JSON.toJson(sorted(notebook.json())) + "\n";
    }

    /** Writes the notebook; a reader of {@code file} sees the old one or the new one, never a part. */
    static void write(Notebook notebook, Path file) throws IOException {
        checkWritable(file);
        WholeFile.write(file, text(notebook));
    }

    /**
     * Checks the place of a file that is to be written.
     *
     * @throws IllegalArgumentException if there is no such folder, or it cannot be written to
     */
    static void checkWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "The executed notebook cannot be written to " + file + ": there is no folder " + folder + ".");
        }
        if (!Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("The executed notebook cannot be written to " + file + ": "
                    + (Files.isDirectory(file) ? "it is a folder." : "you may not write in " + folder + "."));
        }
    }

    private static void splitText(JsonObject output) {
        if (output.has("text")) {
            output.add("text", Lines.split(Lines.joined(output.get("text"))));
        }
        for (Map.Entry<String, JsonElement> item :
                Map.copyOf(Notebook.object(output, "data").asMap()).entrySet()) {
            String type = item.getKey();
            if (type.startsWith("text/") || SPLIT.contains(type)) {
                output.getAsJsonObject("data").add(type, Lines.split(Lines.joined(item.getValue())));
            }
        }
    }

    private static JsonElement sorted(JsonElement element) {
        if (element instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            new TreeMap<>(object.asMap()).forEach((name, value) -> copy.add(name, sorted(value)));
            return copy;
        }
        if (element instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(value -> copy.add(sorted(value)));
            return copy;
        }
        return element instanceof JsonPrimitive ? element : element.deepCopy();
    }
}
