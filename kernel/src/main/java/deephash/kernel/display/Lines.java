package deephash.kernel.display;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text as notebooks store it: a list of lines, each with its line end. */
public final class Lines {

    /** A line and its end, by the rules of Python, which Jupyter writes notebooks with. */
    private static final Pattern LINE = Pattern.compile(
            "[^\\n\\r\\x0B\\f\\x1C-\\x1E\\x85\\u2028\\u2029]*+"
                    + "(\\r\\n|[\\n\\r\\x0B\\f\\x1C-\\x1E\\x85\\u2028\\u2029]|(?<=.)\\z)",
            Pattern.DOTALL);

    private Lines() {}

    /** One text from a text or a list of lines; what is neither text nor a number counts as nothing. */
    public static String joined(@Nullable JsonElement stored) {
        if (stored instanceof JsonArray lines) {
            StringBuilder text = new StringBuilder();
            lines.forEach(line -> text.append(line instanceof JsonPrimitive one ? one.getAsString() : ""));
            return text.toString();
        }
        return stored instanceof JsonPrimitive text ? text.getAsString() : "";
    }

    /** A list of lines. */
    public static JsonArray split(String text) {
        JsonArray lines = new JsonArray();
        Matcher matcher = LINE.matcher(text);
        while (matcher.find() && !matcher.group().isEmpty()) {
            lines.add(matcher.group());
        }
        return lines;
    }
}
