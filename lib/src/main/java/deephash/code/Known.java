package deephash.code;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the items behind codes, beside their bits.
 *
 * @param labels their classes
 * @param pictures what they look like; pictures have names, too
 * @param names what they are called, where that is known without pictures
 */
record Known(
        @Nullable Labels labels,
        @Nullable Pictures pictures,
        @Nullable List<String> names) {

    static final Known NOTHING = new Known(null, null, null);

    Known with(@Nullable Labels labels) {
        return new Known(labels, pictures, names);
    }

    Known with(Pictures pictures) {
        return new Known(labels, pictures, names);
    }

    Known with(List<String> names) {
        return new Known(labels, pictures, names);
    }

    Optional<List<String>> called() {
        if (names != null) {
            return Optional.of(names);
        }
        return Optional.ofNullable(pictures).map(PictureNames::new);
    }

    Known select(int... indices) {
        List<String> chosen = null;
        if (names != null) {
            chosen = new ArrayList<>(indices.length);
            for (int index : indices) {
                chosen.add(names.get(index));
            }
            chosen = Collections.unmodifiableList(chosen);
        }
        return new Known(
                labels == null ? null : labels.select(indices),
                pictures == null ? null : new SelectedPictures(pictures, indices.clone()),
                chosen);
    }

    /** What is known of these followed by others: only what is known of both. */
    Known and(Known others) {
        List<String> joined = null;
        if (names != null || others.names != null) {
            Optional<List<String>> theirs = others.called();
            joined = called().flatMap(ours -> theirs.map(more -> joined(ours, more)))
                    .orElse(null);
        }
        return new Known(
                labels == null || others.labels == null ? null : labels.and(others.labels),
                pictures == null || others.pictures == null ? null : JoinedPictures.of(pictures, others.pictures),
                joined);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return Collections.unmodifiableList(all);
    }

    /** The names of pictures, each made when it is asked for. */
    private static final class PictureNames extends AbstractList<String> {

        private final Pictures pictures;

        PictureNames(Pictures pictures) {
            this.pictures = pictures;
        }

        @Override
        public String get(int index) {
            return pictures.name(index);
        }

        @Override
        public int size() {
            return pictures.size();
        }
    }
}
