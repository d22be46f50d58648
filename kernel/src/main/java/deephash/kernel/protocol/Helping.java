package deephash.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import deephash.kernel.display.Bundle;
import deephash.kernel.eval.CellEvaluator;
import deephash.kernel.eval.Completeness;
import deephash.kernel.eval.assist.Completion;
import deephash.kernel.protocol.wire.WireMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers the requests that run nothing: completion, documentation, history, and who this kernel is. */
final class Helping {

    private final LateEvaluator cells;
    private final InputHistory history;

    Helping(LateEvaluator cells, InputHistory history) {
        this.cells = cells;
        this.history = history;
    }

    /** The content of the reply; null if the request is none of these. */
    @Nullable
    JsonObject answer(WireMessage request) {
        return switch (request.type()) {
            case "kernel_info_request" -> KernelInfo.reply();
            case "complete_request" -> complete(request);
            case "inspect_request" -> inspect(request);
            case "is_complete_request" -> isComplete(request);
            case "history_request" -> history.answer(request);
            default -> null;
        };
    }

    private JsonObject complete(WireMessage request) {
        String code = request.text("code", "");
        int cursor = Positions.toJava(code, request.number("cursor_pos", Integer.MAX_VALUE));
        CellEvaluator evaluator = cells.get();
        Completion found =
                cells.dialect().complete(evaluator, code, cursor).orElseGet(() -> evaluator.complete(code, cursor));
        int start = Positions.toJupyter(code, found.start());
        int end = Positions.toJupyter(code, found.end());
        JsonArray matches = new JsonArray();
        JsonArray types = new JsonArray();
        for (Completion.Candidate each : found.candidates()) {
            matches.add(each.text());
            JsonObject type = new JsonObject();
            type.addProperty("start", start);
            type.addProperty("end", end);
            type.addProperty("text", each.text());
            type.addProperty("type", each.type());
            type.addProperty("signature", each.signature());
            types.add(type);
        }
        JsonObject content = Replies.ok();
        content.add("matches", matches);
        content.addProperty("cursor_start", start);
        content.addProperty("cursor_end", end);
        JsonObject metadata = new JsonObject();
        metadata.add("_jupyter_types_experimental", types);
        content.add("metadata", metadata);
        return content;
    }

    private JsonObject inspect(WireMessage request) {
        String code = request.text("code", "");
        int cursor = Positions.toJava(code, request.number("cursor_pos", Integer.MAX_VALUE));
        boolean detailed = request.number("detail_level", 0) > 0;
        CellEvaluator evaluator = cells.get();
        Optional<String> found = cells.dialect()
                .inspect(evaluator, code, cursor, detailed)
                .or(() -> evaluator.inspect(code, cursor, detailed));
        JsonObject content = Replies.ok();
        content.addProperty("found", found.isPresent());
        content.add("data", found.map(text -> Bundle.text(text).dataJson()).orElseGet(JsonObject::new));
        content.add("metadata", new JsonObject());
        return content;
    }

    private JsonObject isComplete(WireMessage request) {
        String code = request.text("code", "");
        CellEvaluator evaluator = cells.get();
        Completeness found = cells.dialect().isComplete(evaluator, code).orElseGet(() -> evaluator.isComplete(code));
        JsonObject content = new JsonObject();
        content.addProperty("status", found.name().toLowerCase(java.util.Locale.ROOT));
        if (found == Completeness.INCOMPLETE) {
            content.addProperty("indent", Indent.after(code));
        }
        return content;
    }
}
