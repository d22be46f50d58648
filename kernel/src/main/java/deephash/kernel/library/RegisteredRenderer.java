package deephash.kernel.library;

import com.google.gson.JsonElement;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderFunction;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** A renderer that can say for which types something was registered. */
final class RegisteredRenderer extends Renderer {

    private final Set<Class<?>> types = ConcurrentHashMap.newKeySet();

    boolean knows(Class<?> type) {
        return types.stream().anyMatch(each -> each != Object.class && each.isAssignableFrom(type));
    }

    /** The value in one form, if something was registered that makes it. */
    Optional<JsonElement> as(Object value, String mime) {
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
        String caller = StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.startsWith("org.dflib.jjava.jupyter.kernel.display.common."))
                        .findFirst()
                        .orElse(""));
        // What the base registers for text, images and URLs is known to View and PlainText already.
        if (caller.isEmpty()) {
            types.addAll(registered);
        }
    }
}
