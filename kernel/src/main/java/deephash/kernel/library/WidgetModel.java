package deephash.kernel.library;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * A widget's model, kept the same here and in the browser, by Jupyter's protocol of widgets, version 2.1: <a
 * href="https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md">messages</a>.
 */
final class WidgetModel {

    private final String id = UUID.randomUUID().toString().replace("-", "");
    private final JsonObject state = new JsonObject();
    private final WidgetFront front;
    private final BiConsumer<String, JsonElement> changed;

    /**
     * Opens a model in the browser.
     *
     * @param module the package of JavaScript that has it, and its version: {@code @jupyter-widgets/controls 2.0.0}
     * @param name of the model, without the word Model
     * @param view whether it has a view of its own; a style is drawn by the widget that has it
     * @param attributes beyond those that name it
     * @param changed called with the name and the new value of an attribute that the user has changed
     */
    WidgetModel(
            WidgetFront front,
            String module,
            String name,
            boolean view,
            Map<String, JsonElement> attributes,
            BiConsumer<String, JsonElement> changed) {
        this.front = front;
        this.changed = changed;
        int space = module.indexOf(' ');
        String packaged = module.substring(0, space);
        String version = module.substring(space + 1);
        state.addProperty("_model_module", packaged);
        state.addProperty("_model_module_version", version);
        state.addProperty("_model_name", name + "Model");
        state.addProperty("_view_module", view ? packaged : "@jupyter-widgets/base");
        state.addProperty("_view_module_version", view ? version : "2.0.0");
        state.addProperty("_view_name", view ? name + "View" : "StyleView");
        attributes.forEach(state::add);
        front.open(id, state.deepCopy(), this::received);
    }

    String id() {
        return id;
    }

    /** This model as an attribute of another. */
    JsonPrimitive reference() {
        return new JsonPrimitive("IPY_MODEL_" + id);
    }

    /** Changes an attribute, here and in the browser. */
    void set(String attribute, JsonElement value) {
        JsonObject change = new JsonObject();
        change.add(attribute, value);
        synchronized (state) {
            state.add(attribute, value);
        }
        sendUpdate(change);
    }

    private void sendUpdate(JsonObject change) {
        JsonObject data = new JsonObject();
        data.addProperty("method", "update");
        data.add("state", change);
        data.add("buffer_paths", new JsonArray());
        front.send(id, data);
    }

    private void received(JsonObject data) {
        JsonElement method = data.get("method");
        if (method == null) {
            return;
        }
        if (method.getAsString().equals("request_state")) {
            // A page that was opened again, which has lost its models.
            JsonObject all;
            synchronized (state) {
                all = state.deepCopy();
            }
            sendUpdate(all);
        } else if (method.getAsString().equals("update") && data.get("state") instanceof JsonObject change) {
            synchronized (state) {
                change.entrySet().forEach(each -> state.add(each.getKey(), each.getValue()));
            }
            change.entrySet().forEach(each -> changed.accept(each.getKey(), each.getValue()));
        }
    }
}
