package deephash.kernel.eval.doc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a comment, completed by that of the method that its own overrides. */
public final class InheritedText {

    private static final String MARK = "{@inheritDoc}";
    private static final Pattern TAGS = Pattern.compile("(?m)^\\s*(?=@\\w)");
    private static final Pattern TAG = Pattern.compile("@return|@\\w+\\s+\\S+");

    private InheritedText() {}

    /** Whether a text lacks something. */
    public static boolean isWanted(@Nullable String text) {
        return text == null || text.contains("{@inheritDoc") || TAGS.split(text, 2)[0].isBlank();
    }

    /** The text with what it inherits. */
    public static @Nullable String completed(@Nullable String text, @Nullable String above) {
        if (text == null || above == null) {
            return text == null ? above : text;
        }
        String[] inherited = TAGS.split(above);
        StringBuilder all = new StringBuilder();
        String[] own = TAGS.split(text);
        String description = own[0].isBlank() ? inherited[0] : own[0].replace(MARK, inherited[0].strip());
        all.append(description.stripTrailing()).append(own.length > 1 ? "\n" : "");
        for (int i = 1; i < own.length; i++) {
            Matcher tag = TAG.matcher(own[i]);
            String words = tag.lookingAt() ? of(tag.group(), inherited) : "";
            all.append("\n ").append(own[i].replace(MARK, words).stripTrailing());
        }
        return all.toString();
    }

    /** What is said after a tag. */
    private static String of(String tag, String[] blocks) {
        for (String each : blocks) {
            if (each.startsWith(tag)) {
                return each.substring(tag.length()).strip();
            }
        }
        return "";
    }
}
