package deephash.kernel.library;

import com.google.gson.JsonElement;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderFunction;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** IJava's renderer, which can say for which types something was registered. */
final class IJavaRenderer extends Renderer {

    private final Set<Class<?>> types = ConcurrentHashMap.newKeySet();

    boolean knows(Class<?> type) {
        return types.stream().anyMatch(each -> each != Object.class && each.isAssignableFrom(type));
    }

    /** The value in one form, if something was registered that makes it. */
    Optional<JsonElement> as(Object value, String mime) {
        if (!knows(value.getClass())) {
            return Optional.empty();
        }
        DisplayData data = renderAs(value, mime);
        return Optional.ofNullable(Rendering.of(data).data().get(mime));
    }

    @Override
    public <T> void register(
            Set<MIMEType> supported,
            Set<MIMEType> preferred,
            Set<Class<? extends T>> registered,
            RenderFunction<T> function) {
        super.register(supported, preferred, registered, function);
        types.addAll(registered);
    }
}
