package deephash.kernel.eval.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a method where it was first declared. JShell takes its time to find that in files, and knows no
 * sources of cells.
 */
final class Overridden {

    /** So many classes above one another are searched. */
    private static final int MOST_ABOVE = 8;

    private final WrittenNames written;

    /** Looks among names. */
    Overridden(WrittenNames written) {
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
        if (!InheritedText.isWanted(own) || dot < 0) {
            return own;
        }
        List<String> parameters = method.parameters();
        String found = above(place, parameters, MOST_ABOVE);
        return InheritedText.completed(
                own,
                found != null
                        ? found
                        : first(written.of("java.lang.Object" + place.name().substring(dot)), parameters, 0));
    }

    /** What the classes say that its class extends or implements. */
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
        return InheritedText.isWanted(own) ? InheritedText.completed(own, above(upper, parameters, most)) : own;
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
}
