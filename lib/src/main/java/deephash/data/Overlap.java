package deephash.data;

import deephash.progress.Screen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many images of one split have equal pixels with one of another, as their fingerprints say.
 *
 * @param shared a sentence part for each two splits that share images
 */
record Overlap(List<String> shared) {

    static Overlap between(Split train, Split database, Split query) {
        List<String> shared = new ArrayList<>();
        Set<Long> prints = prints(database);
        count(shared, query, "query", prints, "database");
        prints = prints(train);
        count(shared, query, "query", prints, "train");
        count(shared, database, "database", prints, "train");
        return new Overlap(List.copyOf(shared));
    }

    private static Set<Long> prints(Split split) {
        Set<Long> prints = new HashSet<>();
        for (int i = 0; i < split.size(); i++) {
            prints.add(split.images().fingerprint(i));
        }
        return prints;
    }

    private static void count(List<String> shared, Split split, String name, Set<Long> prints, String other) {
        int count = 0;
        for (int i = 0; i < split.size(); i++) {
            count += prints.contains(split.images().fingerprint(i)) ? 1 : 0;
        }
        if (count > 0) {
            shared.add(count + " of " + split.size() + " " + name + " images are also in " + other);
        }
    }

    /** Says it, if there is something to say. */
    Overlap tell(String name) {
        if (!shared.isEmpty()) {
            Screen.current().say("The splits of \"" + name + "\" are not disjoint: " + this + ".");
        }
        return this;
    }

    @Override
    public String toString() {
        return shared.isEmpty() ? "no image (by its pixels) is in two splits" : String.join(", ", shared);
    }
}
