package deephash.kernel.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of any value: like {@code toString}, but arrays show their elements and long ones are cut. */
final class PlainText {

    /** More elements than this are counted, not shown. */
    private static final int MOST_ELEMENTS = 200;

    /** More characters than this are cut: a client draws them all at once. */
    private static final int MOST_CHARACTERS = 200_000;

    private static final int DEEPEST = 8;

    private PlainText() {}

    static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value, 0);
        if (text.length() > MOST_CHARACTERS) {
            int all = text.length();
            text.setLength(MOST_CHARACTERS);
            text.append("… (").append(all).append(" characters in all)");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value, int depth) {
        if (value == null) {
            text.append("null");
        } else if (depth > DEEPEST) {
            text.append("…");
        } else if (value.getClass().isArray()) {
            int length = Array.getLength(value);
            text.append('[');
            for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
                text.append(i == 0 ? "" : ", ");
                append(text, Array.get(value, i), depth + 1);
            }
            close(text, length, ']');
        } else if (value instanceof Collection<?> list && fromTheJdk(value)) {
            text.append('[');
            appendAll(text, list.iterator(), list, depth);
            close(text, list.size(), ']');
        } else if (value instanceof Map<?, ?> map && fromTheJdk(value)) {
            text.append('{');
            int count = 0;
            for (Map.Entry<?, ?> each : map.entrySet()) {
                if (count == MOST_ELEMENTS || text.length() > MOST_CHARACTERS) {
                    break;
                }
                text.append(count++ == 0 ? "" : ", ");
                append(text, each.getKey() == map ? "(this map)" : each.getKey(), depth + 1);
                text.append('=');
                append(text, each.getValue() == map ? "(this map)" : each.getValue(), depth + 1);
            }
            close(text, map.size(), '}');
        } else {
            text.append(value);
        }
    }

    private static void appendAll(StringBuilder text, Iterator<?> elements, Object whole, int depth) {
        for (int i = 0; i < MOST_ELEMENTS && elements.hasNext() && text.length() <= MOST_CHARACTERS; i++) {
            Object each = elements.next();
            text.append(i == 0 ? "" : ", ");
            append(text, each == whole ? "(this collection)" : each, depth + 1);
        }
    }

    private static void close(StringBuilder text, int size, char bracket) {
        if (size > MOST_ELEMENTS) {
            text.append(", … (").append(size).append(" in all)");
        }
        text.append(bracket);
    }

    /** Other collections may have a text of their own. */
    private static boolean fromTheJdk(Object value) {
        return value.getClass().getName().startsWith("java.");
    }
}
