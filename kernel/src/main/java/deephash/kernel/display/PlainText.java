package deephash.kernel.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of any value: like {@code toString}, but arrays show their elements and long ones are cut. */
public final class PlainText {

    /** More elements than this are counted, not shown. */
    private static final int MOST_ELEMENTS = 200;

    /** More characters than this are cut: a client draws them all at once. */
    private static final int MOST_CHARACTERS = 200_000;

    private static final int DEEPEST = 8;

    private final StringBuilder text = new StringBuilder();

    /** The values that contain the current one, so that a value that contains itself is noticed. */
    private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());

    private PlainText() {}

    public static String of(@Nullable Object value) {
        PlainText whole = new PlainText();
        whole.append(value);
        StringBuilder text = whole.text;
        if (text.length() > MOST_CHARACTERS) {
            int all = text.length();
            text.setLength(MOST_CHARACTERS);
            text.append("… (").append(all).append(" characters in all)");
        }
        return text.toString();
    }

    private void append(@Nullable Object value) {
        if (value == null) {
            text.append("null");
        } else if (around.size() > DEEPEST) {
            text.append("…");
        } else if (value.getClass().isArray()) {
            within(value, "array", () -> appendArray(value));
        } else if (value instanceof Collection<?> list && fromTheJdk(value)) {
            within(value, "collection", () -> appendAll(list));
        } else if (value instanceof Map<?, ?> map && fromTheJdk(value)) {
            within(value, "map", () -> appendAll(map));
        } else {
            text.append(value);
        }
    }

    private void within(Object value, String kind, Runnable appending) {
        if (around.add(value)) {
            appending.run();
            around.remove(value);
        } else {
            text.append("(this ").append(kind).append(')');
        }
    }

    private void appendArray(Object array) {
        int length = Array.getLength(array);
        text.append('[');
        for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
            text.append(i == 0 ? "" : ", ");
            append(Array.get(array, i));
        }
        close(length, ']');
    }

    private void appendAll(Collection<?> list) {
        text.append('[');
        Iterator<?> elements = list.iterator();
        for (int i = 0; i < MOST_ELEMENTS && elements.hasNext() && text.length() <= MOST_CHARACTERS; i++) {
            text.append(i == 0 ? "" : ", ");
            append(elements.next());
        }
        close(list.size(), ']');
    }

    private void appendAll(Map<?, ?> map) {
        text.append('{');
        int count = 0;
        for (Map.Entry<?, ?> each : map.entrySet()) {
            if (count == MOST_ELEMENTS || text.length() > MOST_CHARACTERS) {
                break;
            }
            text.append(count++ == 0 ? "" : ", ");
            append(each.getKey());
            text.append('=');
            append(each.getValue());
        }
        close(map.size(), '}');
    }

    private void close(int size, char bracket) {
        if (size > MOST_ELEMENTS) {
            text.append(", … (").append(size).append(" in all)");
        }
        text.append(bracket);
    }

    /** Collections of other libraries may have a better text of their own. */
    private static boolean fromTheJdk(Object value) {
        return value.getClass().getName().startsWith("java.");
    }
}
