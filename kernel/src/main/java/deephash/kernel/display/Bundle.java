package deephash.kernel.display;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value in one or more forms.
 *
 * @param data MIME type to content: text as it is, an image in base64, JSON as JSON
 * @param metadata MIME type to what a client should know about that form
 */
public record Bundle(Map<String, JsonElement> data, JsonObject metadata) {

    /** The MIME type that every bundle has. */
    public static final String TEXT = "text/plain";

    /** HTML, shown in notebooks. */
    public static final String HTML = "text/html";

    /** A picture in base64. */
    public static final String PNG = "image/png";

    /** A drawing as XML. */
    public static final String SVG = "image/svg+xml";

    /** Copies the map, in its order. */
    public Bundle {
        data = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** A bundle of plain text alone. */
    public static Bundle text(String text) {
        return new Bundle(Map.of(TEXT, new JsonPrimitive(text)), new JsonObject());
    }

    /** A bundle of HTML, and what a terminal shows instead. */
    public static Bundle html(String html, String text) {
        return text(text).with(HTML, html);
    }

    /** This bundle with one more form. */
    public Bundle with(String mime, String content) {
        Map<String, JsonElement> more = new LinkedHashMap<>(data);
        more.put(mime, new JsonPrimitive(content));
        return new Bundle(more, metadata);
    }

    /** The plain text. */
    public String text() {
        JsonElement text = data.get(TEXT);
        return text == null ? "" : text.getAsString();
    }

    /** The forms as a JSON object. */
    public JsonObject dataJson() {
        JsonObject json = new JsonObject();
        data.forEach(json::add);
        return json;
    }
}
