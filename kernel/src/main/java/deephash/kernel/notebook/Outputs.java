package deephash.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the outputs of cells into the notebook, as Jupyter's own runner does: consecutive text of one stream is one
 * output, an update changes every output of its display, and clearing can wait for the next output.
 */
final class Outputs implements Display {

    private final Map<String, List<JsonObject>> displays = new HashMap<>();
    private final Consumer<String> news;
    private JsonArray outputs = new JsonArray();
    private boolean clearNext;

    /** Outputs that report every change of a display to {@code news}, as text. */
    Outputs(Consumer<String> news) {
        this.news = news;
    }

    /** Directs further output to {@code cell}. */
    synchronized void startCell(Cell cell) {
        outputs = new JsonArray();
        cell.json().add("outputs", outputs);
        clearNext = false;
    }

    @Override
    public synchronized void stream(String name, String text) {
        clearIfDue();
        if (!outputs.isEmpty()
                && outputs.get(outputs.size() - 1) instanceof JsonObject last
                && name.equals(Notebook.string(last, "name"))
                && last.get("text") instanceof JsonArray pieces) {
            pieces.add(text);
            return;
        }
        JsonObject output = output("stream");
        output.addProperty("name", name);
        JsonArray pieces = new JsonArray();
        pieces.add(text);
        output.add("text", pieces);
        outputs.add(output);
    }

    @Override
    public synchronized void display(Bundle bundle, @Nullable String displayId) {
        clearIfDue();
        JsonObject output = output("display_data");
        fill(output, bundle);
        outputs.add(output);
        if (displayId != null) {
            displays.computeIfAbsent(displayId, id -> new ArrayList<>()).add(output);
        }
    }

    @Override
    public synchronized void updateDisplay(Bundle bundle, String displayId) {
        news.accept(bundle.text());
        displays.getOrDefault(displayId, List.of()).forEach(output -> fill(output, bundle));
    }

    @Override
    public synchronized void clearOutput(boolean wait) {
        clearNext = true;
        if (!wait) {
            clearIfDue();
        }
    }

    /** The value of a cell. */
    synchronized void result(Bundle bundle, int executionCount) {
        clearIfDue();
        JsonObject output = output("execute_result");
        fill(output, bundle);
        output.addProperty("execution_count", executionCount);
        outputs.add(output);
    }

    /** How a cell failed. */
    synchronized void error(String name, String value, List<String> trace) {
        clearIfDue();
        JsonObject output = output("error");
        output.addProperty("ename", name);
        output.addProperty("evalue", value);
        JsonArray lines = new JsonArray();
        trace.forEach(lines::add);
        output.add("traceback", lines);
        outputs.add(output);
    }

    private void clearIfDue() {
        if (clearNext) {
            while (!outputs.isEmpty()) {
                outputs.remove(outputs.size() - 1);
            }
            clearNext = false;
        }
    }

    private static JsonObject output(String type) {
        JsonObject output = new JsonObject();
        output.addProperty("output_type", type);
        return output;
    }

    private static void fill(JsonObject output, Bundle bundle) {
        output.add("data", bundle.dataJson());
        output.add("metadata", bundle.metadata());
    }
}
