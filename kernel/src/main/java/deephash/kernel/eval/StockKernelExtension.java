package deephash.kernel.eval;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import deephash.kernel.display.Bundle;
import deephash.kernel.display.Rendering;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * For users of a stock JJava kernel: with our jars on its class path, tables, charts, images and results show as they do
 * here, and the imports of {@link Preloads} are made.
 */
public final class StockKernelExtension implements Extension {

    /** What the library's views know; by name, since some may be missing. */
    private static final List<String> TYPES = List.of(
            "deephash.view.Viewable",
            "deephash.view.View",
            "deephash.code.Pictures",
            "deephash.data.RetrievalDataset",
            "deephash.data.Split",
            "tech.tablesaw.api.Table",
            "org.knowm.xchart.internal.chartpart.Chart",
            "java.awt.image.BufferedImage",
            "java.util.List");

    @Override
    public void install(BaseKernel kernel) {
        for (String name : TYPES) {
            try {
                register(kernel, Class.forName(name, false, StockKernelExtension.class.getClassLoader()));
            } catch (ClassNotFoundException e) {
                System.getLogger(StockKernelExtension.class.getName()).log(System.Logger.Level.DEBUG, name);
            }
        }
        for (String each : Preloads.imports(StockKernelExtension.class.getClassLoader())) {
            // The stock kernel has display() and render() of its own.
            if (!each.contains("static deephash.kernel.")) {
                kernel.evalRaw(each);
            }
        }
    }

    private static <T> void register(BaseKernel kernel, Class<T> type) {
        kernel.getRenderer()
                .createRegistration(type)
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
