package deephash.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import deephash.kernel.eval.error.CellException;
import deephash.kernel.eval.error.Colour;
import java.util.List;

/** The parts that replies have in common. */
final class Replies {

    private Replies() {}

    static JsonObject ok() {
        JsonObject content = new JsonObject();
        content.addProperty("status", "ok");
        return content;
    }

    static JsonObject aborted() {
        JsonObject content = new JsonObject();
        content.addProperty("status", "aborted");
        return content;
    }

    static JsonObject error(Throwable e) {
        if (e instanceof CellException cell) {
            return error(cell.errorName(), cell.errorValue(), cell.trace());
        }
        String message = e.getMessage() == null ? "" : e.getMessage();
        String name = e.getClass().getName();
        return error(name, message, List.of(Colour.RED + name + Colour.PLAIN + ": " + message));
    }

    static JsonObject error(String name, String value, List<String> trace) {
        JsonObject content = new JsonObject();
        content.addProperty("status", "error");
        content.addProperty("ename", name);
        content.addProperty("evalue", value);
        JsonArray lines = new JsonArray();
        trace.forEach(lines::add);
        content.add("traceback", lines);
        return content;
    }
}
