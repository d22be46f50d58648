package deephash.kernel.eval.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the comment of a method where it was first declared, and fills {@literal {@inheritDoc}} from it. JShell is slow
 * to find that in files, and does not know the sources of cells.
 */
final class InheritedComments {

    /** How many levels of superclasses and interfaces are searched. */
    private static final int MOST_ABOVE = 8;

    private static final String MARK = "{@inheritDoc}";
    private static final Pattern TAGS = Pattern.compile("(?m)^\\s*(?=@\\w)");
    private static final Pattern TAG = Pattern.compile("@return|@\\w+\\s+\\S+");

    private final WrittenNames written;

    /** Looks among names. */
    InheritedComments(WrittenNames written) {
        this.written = written;
    }

    /**
     * The comment of a method with what it inherits.
     *
     * @param place where it is written, with its name
     */
    @Nullable
    String comment(SourceComment method, WrittenNames.Place place) {
        String own = method.text();
        int dot = place.name().lastIndexOf('.');
        if (!lacksSomething(own) || dot < 0) {
            return own;
        }
        List<String> parameters = method.parameters();
        String found = above(place, parameters, MOST_ABOVE);
        return withInherited(
                own,
                found != null
                        ? found
                        : first(written.of("java.lang.Object" + place.name().substring(dot)), parameters, 0));
    }

    /** The comment in a class or interface that its class extends or implements. */
    private @Nullable String above(WrittenNames.Place place, List<String> parameters, int most) {
        int dot = place.name().lastIndexOf('.');
        if (dot < 0 || most == 0) {
            return null;
        }
        String type = place.name().substring(0, dot);
        String method = place.name().substring(dot);
        List<String> names =
                place.comments().ofClass(type).map(SourceComment::above).orElse(List.of());
        return first(names.stream().flatMap(each -> named(place, type, each + method)), parameters, most - 1);
    }

    private @Nullable String first(Stream<WrittenNames.Place> uppers, List<String> parameters, int most) {
        return uppers.map(each -> inherited(each, parameters, most))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String inherited(WrittenNames.Place upper, List<String> parameters, int most) {
        String own = upper.comments()
                .named(SourceComment.Kind.METHOD, upper.name())
                .filter(each -> each.isOverriddenBy(parameters))
                .map(SourceComment::text)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return lacksSomething(own) ? withInherited(own, above(upper, parameters, most)) : own;
    }

    /** A class that is named in another may be in it or in one around it. */
    private Stream<WrittenNames.Place> named(WrittenNames.Place place, String type, String name) {
        List<WrittenNames.Place> inside = new ArrayList<>();
        for (String around = type;
                !around.isEmpty();
                around = around.substring(0, Math.max(0, around.lastIndexOf('.')))) {
            String whole = around + "." + name;
            if (place.comments()
                    .ofClass(whole.substring(0, whole.lastIndexOf('.')))
                    .isPresent()) {
                inside.add(place.with(whole));
            }
        }
        return inside.isEmpty() ? written.seenFrom(place, name) : inside.stream();
    }

    /** Whether a text lacks something. */
    static boolean lacksSomething(@Nullable String text) {
        return text == null || text.contains("{@inheritDoc") || TAGS.split(text, 2)[0].isBlank();
    }

    /** The text with what it inherits. */
    static @Nullable String withInherited(@Nullable String text, @Nullable String above) {
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
            String words = tag.lookingAt() ? after(tag.group(), inherited) : "";
            all.append("\n ").append(own[i].replace(MARK, words).stripTrailing());
        }
        return all.toString();
    }

    /** The text after a tag. */
    private static String after(String tag, String[] blocks) {
        for (String each : blocks) {
            if (each.startsWith(tag)) {
                return each.substring(tag.length()).strip();
            }
        }
        return "";
    }
}
