package deephash.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import deephash.kernel.display.Bundle;
import deephash.kernel.display.Lines;
import deephash.kernel.library.Rendering;
import deephash.kernel.protocol.wire.Codec;
import deephash.kernel.protocol.wire.Outbox;
import deephash.kernel.protocol.wire.WireMessage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers execute_request. */
final class Executing {

    private final Codec codec;
    private final Outbox outbox;
    private final LateEvaluator cells;
    private final NotebookDisplay display;
    private final StandardInput input;
    private final InputHistory history;
    private int count;

    Executing(
            Codec codec,
            Outbox outbox,
            LateEvaluator cells,
            NotebookDisplay display,
            StandardInput input,
            InputHistory history) {
        this.codec = codec;
        this.outbox = outbox;
        this.cells = cells;
        this.display = display;
        this.input = input;
        this.history = history;
    }

    /** Runs a cell, publishes what it shows, and returns the content of the reply. */
    JsonObject execute(WireMessage request) {
        String code = request.text("code", "");
        boolean silent = request.flag("silent", false);
        boolean store = !silent && request.flag("store_history", true);
        if (store) {
            count++;
        }
        display.latest(request.header());
        input.asks(request.flag("allow_stdin", true) ? request : null);
        if (!silent) {
            JsonObject echo = new JsonObject();
            echo.addProperty("code", code);
            echo.addProperty("execution_count", count);
            publish(request, "execute_input", echo);
        }
        JsonObject reply;
        try {
            Bundle shown =
                    cells.eval(code, count, request.header(), value -> value == null ? null : Rendering.of(value));
            if (shown != null && !silent) {
                publishResult(request, shown);
            }
            if (store) {
                history.add(count, code, shown == null ? null : shown.text());
            }
            reply = Replies.ok();
            reply.add("user_expressions", userExpressions(request));
            reply.add("payload", new JsonArray());
        } catch (Throwable e) {
            if (store) {
                history.add(count, code, null);
            }
            reply = Replies.error(e);
            JsonObject error = reply.deepCopy();
            error.remove("status");
            publish(request, "error", error);
            reply.add("user_expressions", new JsonObject());
            reply.add("payload", new JsonArray());
        } finally {
            input.asks(null);
        }
        reply.addProperty("execution_count", count);
        return reply;
    }

    /** Does work that a message other than a cell asks for, with a cell's stop button; publishes what it throws. */
    void asCell(JsonObject header, Runnable work) {
        try {
            cells.call(work, count, header);
        } catch (RuntimeException | Error e) {
            JsonObject error = Replies.error(e);
            error.remove("status");
            outbox.publish(codec.broadcast(header, "error", error));
        }
    }

    /** The answer to a cell that does not run because one before it failed. */
    JsonObject aborted() {
        JsonObject reply = Replies.aborted();
        reply.addProperty("execution_count", count);
        reply.add("user_expressions", new JsonObject());
        reply.add("payload", new JsonArray());
        return reply;
    }

    private void publishResult(WireMessage request, Bundle shown) {
        JsonObject result = new JsonObject();
        result.addProperty("execution_count", count);
        result.add("data", shown.dataJson());
        result.add("metadata", shown.metadata());
        publish(request, "execute_result", result);
    }

    private void publish(WireMessage request, String type, JsonObject content) {
        outbox.publish(codec.broadcast(request.header(), type, content));
    }

    private JsonObject userExpressions(WireMessage request) {
        JsonObject values = new JsonObject();
        if (request.content().get("user_expressions") instanceof JsonObject expressions) {
            for (Map.Entry<String, com.google.gson.JsonElement> each : expressions.entrySet()) {
                values.add(each.getKey(), userExpression(request, Lines.joined(each.getValue())));
            }
        }
        return values;
    }

    private JsonObject userExpression(WireMessage request, String expression) {
        try {
            @Nullable Bundle bundle = cells.get().eval(expression, count, request.header(), Rendering::of);
            JsonObject value = Replies.ok();
            value.add("data", bundle.dataJson());
            value.add("metadata", bundle.metadata());
            return value;
        } catch (RuntimeException e) {
            return Replies.error(e);
        }
    }
}
