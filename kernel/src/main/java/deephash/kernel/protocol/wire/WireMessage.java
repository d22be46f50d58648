package deephash.kernel.protocol.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it travels.
 *
 * @param identities the routing prefix: whom to answer, or the topic
 * @param header who sent what
 * @param parent the header of the message that caused this one; empty if none did
 * @param metadata rarely used
 * @param content by message type
 * @param buffers raw bytes of widgets
 */
public record WireMessage(
        List<byte[]> identities,
        JsonObject header,
        JsonObject parent,
        JsonObject metadata,
        JsonObject content,
        List<byte[]> buffers) {

    public String type() {
        return string(header, "msg_type", "");
    }

    public String id() {
        return string(header, "msg_id", "");
    }

    /** A text of the content, or what to take if it is missing. */
    public String text(String name, String otherwise) {
        return string(content, name, otherwise);
    }

    public boolean flag(String name, boolean otherwise) {
        JsonElement element = content.get(name);
        return (element != null && element.isJsonPrimitive()) ? element.getAsBoolean() : otherwise;
    }

    public int number(String name, int otherwise) {
        JsonElement element = content.get(name);
        return (element != null
                        && element.isJsonPrimitive()
                        && element.getAsJsonPrimitive().isNumber())
                ? element.getAsInt()
                : otherwise;
    }

    private static String string(JsonObject object, String name, String otherwise) {
        @Nullable JsonElement element = object.get(name);
        return (element != null && element.isJsonPrimitive()) ? element.getAsString() : otherwise;
    }
}
