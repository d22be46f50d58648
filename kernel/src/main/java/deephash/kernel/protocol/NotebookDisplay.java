package deephash.kernel.protocol;

import com.google.gson.JsonObject;
import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import deephash.kernel.eval.run.Stop;
import deephash.kernel.protocol.wire.Codec;
import deephash.kernel.protocol.wire.Outbox;
import org.jspecify.annotations.Nullable;

/** Publishes what cells show, each under the cell that started its thread. */
final class NotebookDisplay implements Display {

    private final Outbox outbox;
    private final Codec codec;
    private final DisplayRate pace = new DisplayRate();
    private volatile JsonObject latest = new JsonObject();

    NotebookDisplay(Outbox outbox, Codec codec) {
        this.outbox = outbox;
        this.codec = codec;
    }

    /** Sets the header under which threads of no cell publish. */
    void latest(JsonObject header) {
        latest = header;
    }

    private JsonObject parent() {
        return Stop.tag() instanceof JsonObject header ? header : latest;
    }

    @Override
    public void stream(String name, String text) {
        outbox.stream(parent(), name, text);
    }

    @Override
    public void display(Bundle bundle, @Nullable String displayId) {
        pace.await();
        outbox.publish(codec.broadcast(parent(), "display_data", content(bundle, displayId)));
    }

    @Override
    public void updateDisplay(Bundle bundle, String displayId) {
        outbox.update(parent(), displayId, content(bundle, displayId));
    }

    @Override
    public void clearOutput(boolean wait) {
        JsonObject content = new JsonObject();
        content.addProperty("wait", wait);
        outbox.publish(codec.broadcast(parent(), "clear_output", content));
    }

    private static JsonObject content(Bundle bundle, @Nullable String displayId) {
        JsonObject content = new JsonObject();
        content.add("data", bundle.dataJson());
        content.add("metadata", bundle.metadata());
        JsonObject passing = new JsonObject();
        if (displayId != null) {
            passing.addProperty("display_id", displayId);
        }
        content.add("transient", passing);
        return content;
    }
}
