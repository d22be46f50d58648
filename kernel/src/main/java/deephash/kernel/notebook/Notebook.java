package deephash.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A notebook of <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">nbformat 4</a>. Fields that
 * this class does not know are kept.
 */
public final class Notebook {

    private static final int MAJOR = 4;
    /** The first minor version in which every cell has an id. */
    private static final int MINOR = 5;

    private final JsonObject json;
    private final List<Cell> cells;

    private Notebook(JsonObject json, List<Cell> cells) {
        this.json = json;
        this.cells = List.copyOf(cells);
    }

    /**
     * Reads a notebook for Java.
     *
     * @param file encoded in UTF-8
     * @throws IllegalArgumentException if it is not one; the message says what it is, and what to do
     */
    public static Notebook read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("There is no notebook " + file + ".", missing);
        } catch (MalformedInputException binary) {
            throw new IllegalArgumentException(file + " is not a notebook: it is not text in UTF-8.", binary);
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException(file + " is not a notebook: it is empty.");
        }
        JsonElement parsed;
        try {
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            parsed = JsonParser.parseReader(reader);
        } catch (JsonParseException broken) {
            throw new IllegalArgumentException(
                    file + " is not a notebook: " + "it is not JSON: " + cause(broken), broken);
        }
        if (!(parsed instanceof JsonObject json) || !json.has("nbformat")) {
            throw new IllegalArgumentException(file + " is JSON but not a notebook: it has no \"nbformat\".");
        }
        int major = number(json, "nbformat");
        if (major != MAJOR) {
            throw new IllegalArgumentException(
                    file + " has notebook format " + major + "; DeepHash reads " + MAJOR + ". "
                            + (major < MAJOR
                                    ? "Convert it: jupyter nbconvert --to notebook --nbformat 4 " + file.getFileName()
                                    : "Save it with a JupyterLab that writes format 4."));
        }
        String language = language(json);
        if (language != null && !language.toLowerCase(Locale.ROOT).equals("java")) {
            throw new IllegalArgumentException(file + " is written in " + language + " (kernel \""
                    + kernelName(json) + "\"); DeepHash runs Java. If its cells are Java all the same, set the kernel"
                    + " to DeepHash in JupyterLab and save it.");
        }
        return new Notebook(json, cells(file, json));
    }

    private static String cause(JsonParseException broken) {
        String message = String.valueOf(
                broken.getCause() == null
                        ? broken.getMessage()
                        : broken.getCause().getMessage());
        return message.lines()
                .findFirst()
                .orElse("")
                .replace("Use JsonReader.setStrictness(Strictness.LENIENT) to accept malformed JSON", "malformed");
    }

    private static int number(JsonObject json, String name) {
        return json.get(name) instanceof JsonPrimitive value && value.isNumber() ? value.getAsInt() : -1;
    }

    private static @Nullable String language(JsonObject json) {
        JsonObject metadata = object(json, "metadata");
        String named = string(object(metadata, "kernelspec"), "language");
        return named != null ? named : string(object(metadata, "language_info"), "name");
    }

    private static String kernelName(JsonObject json) {
        String name = string(object(object(json, "metadata"), "kernelspec"), "name");
        return name == null ? "not named" : name;
    }

    private static List<Cell> cells(Path file, JsonObject json) {
        if (!(json.get("cells") instanceof JsonArray array)) {
            throw new IllegalArgumentException(file + " is not a notebook: it has no \"cells\".");
        }
        List<Cell> cells = new ArrayList<>();
        for (JsonElement element : array) {
            if (!(element instanceof JsonObject cell) || string(cell, "cell_type") == null) {
                throw new IllegalArgumentException(
                        file + " is not a notebook: item " + cells.size() + " of \"cells\" is not a cell.");
            }
            if (cell.get("outputs") instanceof JsonArray outputs
                    && outputs.asList().stream().anyMatch(output -> !(output instanceof JsonObject))) {
                throw new IllegalArgumentException(
                        file + " is not a notebook: cell " + cells.size() + " has something else among its outputs.");
            }
            cells.add(new Cell(cell));
        }
        return cells;
    }

    static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject child ? child : new JsonObject();
    }

    static @Nullable String string(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonPrimitive value && value.isString() ? value.getAsString() : null;
    }

    /** The cells, of every kind, in order. */
    public List<Cell> cells() {
        return cells;
    }

    /** The notebook with a cell behind another, and without those that it replaces. */
    Notebook withCellAfter(Cell before, Cell added, Predicate<Cell> replaced) {
        JsonArray array = new JsonArray();
        List<Cell> all = new ArrayList<>();
        for (Cell each : cells) {
            if (!replaced.test(each)) {
                all.add(each);
            }
            if (each.equals(before)) {
                all.add(added);
            }
        }
        all.forEach(each -> array.add(each.json()));
        json.add("cells", array);
        return new Notebook(json, all);
    }

    /** The whole notebook as JSON; what is changed in it is changed in the notebook. */
    JsonObject json() {
        return json;
    }

    /**
     * Makes it a notebook of format 4.5 or later, in which each cell has an id. A cell without one gets one that
     * depends on its place and source only, so that two runs write the same file.
     */
    void giveIds() {
        if (number(json, "nbformat_minor") < MINOR) {
            json.addProperty("nbformat_minor", MINOR);
        }
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < cells.size(); i++) {
            JsonObject cell = cells.get(i).json();
            String id = string(cell, "id");
            for (int attempt = 0; id == null || !taken.add(id); attempt++) {
                String seed = i + " " + attempt + " " + cells.get(i).source();
                id = UUID.nameUUIDFromBytes(seed.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 8);
                cell.addProperty("id", id);
            }
        }
    }
}
