package deephash.kernel.library;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import deephash.drawing.Html;
import deephash.kernel.display.Bundle;
import deephash.kernel.display.Display;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A slider, and below it what a function makes of its value. The models are those of ipywidgets 8, which JupyterLab
 * draws with {@code jupyterlab_widgets}.
 */
public final class Interaction {

    private static final String BASE = "@jupyter-widgets/base 2.0.0";
    private static final String CONTROLS = "@jupyter-widgets/controls 2.0.0";
    private static final String OUTPUT = "@jupyter-widgets/output 1.0.0";
    private static final String VIEW = "application/vnd.jupyter.widget-view+json";

    private static volatile @Nullable WidgetFront front;

    private final Slider slider;
    private final DoubleFunction<? extends @Nullable Object> shows;
    private final WidgetFront widgets;
    private final WidgetModel output;

    /** Sets where widgets are drawn. Without this call, values stay as they are, and a note says so. */
    public static void use(WidgetFront widgets) {
        front = widgets;
    }

    /** Shows a slider, if something may draw it, and what a function makes of its value. */
    static void show(Slider slider, DoubleFunction<? extends @Nullable Object> shows) {
        WidgetFront widgets = front;
        if (widgets == null) {
            Display.current().display(note(slider), null);
            show(shows.apply(slider.start()));
        } else {
            var unused = new Interaction(slider, shows, widgets, outputs(shows.apply(slider.start())));
        }
    }

    /**
     * What is shown at first, as the state of the place below the slider. The browser is not asked to catch it there,
     * as it is when the slider has moved: Jupyter's client for scripts would then send on the channel on which it waits
     * for the cell's reply, and sometimes overlook that reply.
     */
    private static JsonArray outputs(@Nullable Object made) {
        JsonArray outputs = new JsonArray();
        if (made != null) {
            Bundle bundle = Rendering.of(made);
            JsonObject output = new JsonObject();
            output.addProperty("output_type", "display_data");
            output.add("data", bundle.dataJson());
            output.add("metadata", bundle.metadata());
            outputs.add(output);
        }
        return outputs;
    }

    private Interaction(
            Slider slider, DoubleFunction<? extends @Nullable Object> shows, WidgetFront widgets, JsonArray first) {
        this.slider = slider;
        this.shows = shows;
        this.widgets = widgets;
        JsonPrimitive layout =
                new WidgetModel(widgets, BASE, "Layout", true, Map.of(), Interaction::unread).reference();
        // Jupyter's client for scripts, which keeps outputs as a browser does, wants both there.
        Map<String, JsonElement> outputs = Map.of("layout", layout, "msg_id", new JsonPrimitive(""), "outputs", first);
        output = new WidgetModel(widgets, OUTPUT, "Output", true, outputs, Interaction::unread);
        JsonArray children = new JsonArray();
        children.add(slider(layout).reference());
        children.add(output.reference());
        Map<String, JsonElement> parts = Map.of("layout", layout, "children", children);
        WidgetModel box = new WidgetModel(widgets, CONTROLS, "VBox", true, parts, Interaction::unread);
        JsonObject view = new JsonObject();
        view.addProperty("version_major", 2);
        view.addProperty("version_minor", 0);
        view.addProperty("model_id", box.id());
        Bundle note = note(slider);
        Map<String, JsonElement> forms = new LinkedHashMap<>(note.data());
        forms.put(VIEW, view);
        Display.current().display(new Bundle(forms, note.metadata()), null);
    }

    private WidgetModel slider(JsonPrimitive layout) {
        String kind = slider.whole() ? "IntSlider" : "FloatSlider";
        JsonPrimitive style =
                new WidgetModel(widgets, CONTROLS, "SliderStyle", false, Map.of(), Interaction::unread).reference();
        Map<String, JsonElement> attributes = Map.of(
                "description",
                new JsonPrimitive(slider.name()),
                "min",
                slider.json(slider.from()),
                "max",
                slider.json(slider.to()),
                "step",
                slider.json(slider.step()),
                "value",
                slider.json(slider.start()),
                "readout_format",
                new JsonPrimitive(slider.format()),
                "layout",
                layout,
                "style",
                style);
        return new WidgetModel(widgets, CONTROLS, kind, true, attributes, this::moved);
    }

    /** Only the slider's own changes matter. */
    private static void unread(String attribute, JsonElement value) {}

    private void moved(String attribute, JsonElement value) {
        if (attribute.equals("value")) {
            // What it throws is shown in its place too.
            inPlace(() -> widgets.asCell(() -> {
                // Only when something new comes, so that nothing flickers.
                Display.current().clearOutput(true);
                show(shows.apply(slider.read(value)));
            }));
        }
    }

    /** Lets the browser put into the place below the slider what the present request publishes. */
    private void inPlace(Runnable work) {
        output.set("msg_id", new JsonPrimitive(widgets.request()));
        try {
            work.run();
        } finally {
            output.set("msg_id", new JsonPrimitive(""));
        }
    }

    private static void show(@Nullable Object made) {
        if (made != null) {
            Display.current().display(Rendering.of(made), null);
        }
    }

    private static Bundle note(Slider slider) {
        return Bundle.html("<div>" + Html.escape(slider.note()) + "</div>", slider.note());
    }
}
