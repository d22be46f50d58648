package deephash.kernel.eval.doc;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;

/**
 * Documentation looked up in sources by the signatures that JShell gives. JShell itself has the compiler read the whole
 * source of a class for each question; it finds nothing of what cells declare, nor, before JDK 22, of methods with
 * annotated types such as {@code @Nullable Object}, which it then takes for others than those of the compiled class.
 */
public final class OwnDocumentation {

    private final WrittenNames written;
    private final InheritedComments overridden;

    /**
     * Reads sources.
     *
     * @param sources the root folders of all
     */
    public OwnDocumentation(JShell shell, List<Path> sources) {
        written = new WrittenNames(shell, sources);
        overridden = new InheritedComments(written);
    }

    /**
     * What is known of one meaning of a name.
     *
     * @param inherits whether the rest may be said where a method was first declared
     */
    public record Entry(String signature, @Nullable String javadoc, boolean inherits) {}

    /**
     * What JShell says, with what it lacks.
     *
     * @param called whether a call was asked about
     */
    public Entry completed(String signature, @Nullable String javadoc, boolean called) {
        Signature plain = Signature.of(SourceComment.withoutAnnotations(signature), called);
        if (javadoc != null) {
            return new Entry(plain.text(), javadoc, false);
        }
        String parameters = plain.parameters();
        List<WrittenNames.Place> places = written.of(plain.name()).toList();
        return places.stream()
                .flatMap(each -> (parameters == null
                                ? named(plain, each)
                                : method(plain, SourceComment.split(parameters), each, places.size() > 1))
                        .stream())
                .findFirst()
                .orElseGet(() -> new Entry(plain.text(), null, false));
    }

    private static Optional<Entry> named(Signature signature, WrittenNames.Place place) {
        return place.comments()
                .ofClass(place.name())
                .or(() -> place.comments().ofField(place.name()))
                .map(found -> new Entry(signature.text(), found.text(), false));
    }

    /**
     * What is known of a method or a constructor.
     *
     * @param others whether another class may be meant, so that this one must have the method
     */
    private Optional<Entry> method(
            Signature signature, List<String> parameters, WrittenNames.Place place, boolean others) {
        SourceComments comments = place.comments();
        Optional<SourceComment> found =
                comments.ofMethod(place.name(), parameters).filter(each -> !others || each.takes(parameters));
        Optional<SourceComment> made = comments.ofClass(place.name());
        String own = found.map(SourceComment::text).orElse(null);
        if (made.isPresent()) {
            return Optional.of(new Entry(
                    found.map(each -> signature.with(each.parameters())).orElse(signature.text()),
                    own == null ? made.get().text() : own,
                    false));
        }
        return found.map(each -> {
            String text = overridden.comment(each, place);
            return new Entry(
                    signature.with(each.parameters()),
                    text,
                    place.isFile() && (text == null || text.contains("{@inheritDoc")));
        });
    }
}
