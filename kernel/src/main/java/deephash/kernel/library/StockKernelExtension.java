package deephash.kernel.library;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import deephash.kernel.display.Bundle;
import deephash.view.Views;
import java.util.Map;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * For users of a stock JJava kernel: with our jars on its class path, tables, charts, images and results show as they
 * do here, and the imports of {@link Preloads} are made.
 */
public final class StockKernelExtension implements Extension {

    @Override
    public void install(BaseKernel kernel) {
        register(kernel.getRenderer());
        for (String each : Preloads.imports(StockKernelExtension.class.getClassLoader())) {
            // The stock kernel has display() and render() of its own.
            if (!each.contains("static deephash.kernel.") && !each.contains("getKernelInstance")) {
                kernel.evalRaw(each);
            }
        }
    }

    /** Lets a renderer show every type that has a view in the library. */
    static void register(Renderer renderer) {
        Views.types().forEach(type -> register(renderer, type));
    }

    private static <T> void register(Renderer renderer, Class<T> type) {
        renderer.createRegistration(type)
                .preferring("text/plain", "text/html", "image/png")
                .register(StockKernelExtension::render);
    }

    private static void render(Object value, RenderContext context) {
        Bundle bundle = Rendering.ofView(value);
        for (Map.Entry<String, JsonElement> each : bundle.data().entrySet()) {
            if (each.getValue() instanceof JsonPrimitive text) {
                context.renderIfRequested(MIMEType.parse(each.getKey()), () -> text.getAsString());
            }
        }
    }
}
