package deephash.kernel.library;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import deephash.drawing.Html;
import deephash.drawing.View;
import deephash.kernel.display.Bundle;
import deephash.kernel.display.PlainText;
import deephash.view.Views;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.jspecify.annotations.Nullable;

/**
 * Turns any value into a {@link Bundle}: by what an extension registered for its type, else by the library's
 * {@link View}, else by its text. {@code text/plain} is always there.
 */
public final class Rendering {

    private static final Gson GSON = new Gson();
    private static final RegisteredRenderer REGISTERED = new RegisteredRenderer();
    private static final IJavaRenderer IJAVA = new IJavaRenderer();

    private Rendering() {}

    /** The renderer with which extensions register their types. */
    public static Renderer registry() {
        return REGISTERED;
    }

    /** The same with the classes of IJava. */
    public static io.github.spencerpark.jupyter.kernel.display.Renderer registryOfIJava() {
        return IJAVA;
    }

    /** The bundle of a value. */
    public static Bundle of(@Nullable Object value) {
        if (value == null) {
            return Bundle.text("null");
        }
        if (value instanceof Bundle bundle) {
            return bundle;
        }
        if (value instanceof DisplayData data) {
            return of(data);
        }
        if (value instanceof DisplayDataRenderable || REGISTERED.knows(value.getClass())) {
            return withText(of(REGISTERED.render(value)), value);
        }
        if (value instanceof io.github.spencerpark.jupyter.kernel.display.DisplayData data) {
            return of(data);
        }
        if (value instanceof io.github.spencerpark.jupyter.kernel.display.DisplayDataRenderable
                || IJAVA.knows(value.getClass())) {
            return withText(of(IJAVA.render(value)), value);
        }
        return ofView(value);
    }

    /** The bundle of a value as the library's {@link View} shows it, whatever an extension may have registered. */
    public static Bundle ofView(Object value) {
        Optional<View> view = Views.of(value);
        return view.isPresent() ? of(view.get()) : Bundle.text(PlainText.of(value));
    }

    /**
     * The bundle of a value in the forms asked for.
     *
     * @param mimes such as {@code text/html} or {@code image/svg+xml}
     * @throws IllegalArgumentException if the value has none of them
     */
    public static Bundle of(@Nullable Object value, String... mimes) {
        Bundle all = of(value);
        if (mimes.length == 0) {
            return all;
        }
        Map<String, JsonElement> chosen = new LinkedHashMap<>();
        for (String mime : mimes) {
            JsonElement form = all.data().get(mime);
            if (form == null && value instanceof CharSequence text) {
                // display("<b>x</b>", "text/html"): the caller names the type of the text
                form = new JsonPrimitive(text.toString());
            }
            if (form == null && value != null && mime.equals(Bundle.SVG)) {
                form = Views.svg(value).<JsonElement>map(JsonPrimitive::new).orElse(null);
            }
            if (form == null && value != null) {
                form = REGISTERED
                        .as(value, mime)
                        .or(() -> IJAVA.as(value, mime))
                        .orElse(null);
            }
            if (form != null) {
                chosen.put(mime, form);
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("A value of type "
                    + (value == null ? "null" : value.getClass().getName())
                    + " cannot be shown as " + String.join(", ", mimes) + ". It can be shown as "
                    + String.join(", ", all.data().keySet()) + ".");
        }
        chosen.putIfAbsent(Bundle.TEXT, new JsonPrimitive(all.text()));
        return new Bundle(chosen, all.metadata());
    }

    /** The bundle of what another kernel's API calls display data. */
    public static Bundle of(DisplayData data) {
        return ofDisplayData(data);
    }

    /** The bundle of what IJava's API calls display data. */
    public static Bundle of(io.github.spencerpark.jupyter.kernel.display.DisplayData data) {
        return ofDisplayData(data);
    }

    private static Bundle ofDisplayData(Object data) {
        JsonObject json = GSON.toJsonTree(data).getAsJsonObject();
        Map<String, JsonElement> forms = new LinkedHashMap<>();
        if (json.get("data") instanceof JsonObject object) {
            object.entrySet().forEach(each -> forms.put(each.getKey(), each.getValue()));
        }
        JsonObject metadata = json.get("metadata") instanceof JsonObject object ? object : new JsonObject();
        return new Bundle(forms, metadata);
    }

    private static Bundle withText(Bundle bundle, Object value) {
        return bundle.data().containsKey(Bundle.TEXT) ? bundle : bundle.with(Bundle.TEXT, PlainText.of(value));
    }

    private static Bundle of(View view) {
        Bundle bundle = Bundle.text(view.text());
        String html = view.html();
        if (html != null) {
            bundle = bundle.with(Bundle.HTML, html);
        }
        BufferedImage image = view.image();
        return image == null ? bundle : bundle.with(Bundle.PNG, png(image));
    }

    /** An image as PNG in base64. */
    public static String png(BufferedImage image) {
        return Base64.getEncoder().encodeToString(Html.png(image));
    }
}
