package deephash.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import deephash.kernel.display.Lines;
import java.util.List;

/**
 * A cell of a notebook.
 *
 * @param json the cell itself; what is changed in it is changed in the notebook
 */
public record Cell(JsonObject json) {

    /** Whether it is run. */
    public boolean isCode() {
        return "code".equals(Notebook.string(json, "cell_type"));
    }

    /** Its text, all lines. */
    public String source() {
        return Lines.joined(json.get("source"));
    }

    /** Whether it carries a tag, as set in JupyterLab's property inspector. */
    public boolean isTagged(String tag) {
        return Notebook.object(json, "metadata").get("tags") instanceof JsonArray tags
                && tags.contains(new JsonPrimitive(tag));
    }

    /** The outputs, as nbformat describes them. */
    List<JsonElement> outputs() {
        return json.get("outputs") instanceof JsonArray outputs ? outputs.asList() : List.of();
    }

    /** Removes the outputs of an earlier run. */
    void clear() {
        json.add("outputs", new JsonArray());
        json.add("execution_count", JsonNull.INSTANCE);
    }
}
