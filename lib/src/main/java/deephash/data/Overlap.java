package deephash.data;

import deephash.data.Protocol.Condition;
import deephash.progress.Screen;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many images of one split have equal pixels with one of another, as their fingerprints say.
 *
 * @param shared a sentence part for each two splits that share images
 * @param conditions the same for programs
 */
record Overlap(List<String> shared, Set<Condition> conditions) {

    static Overlap between(Split train, Split database, Split query) {
        List<String> shared = new ArrayList<>();
        Set<Condition> conditions = EnumSet.noneOf(Condition.class);
        Set<Long> prints = prints(database);
        if (count(shared, query, "query", prints, "database")) {
            conditions.add(Condition.QUERIES_IN_DATABASE);
        }
        prints = prints(train);
        if (count(shared, query, "query", prints, "train")) {
            conditions.add(Condition.QUERIES_IN_TRAIN);
        }
        if (count(shared, database, "database", prints, "train")) {
            conditions.add(Condition.DATABASE_IN_TRAIN);
        }
        if (conditions.isEmpty()) {
            conditions.add(Condition.DISJOINT);
        }
        return new Overlap(List.copyOf(shared), Set.copyOf(conditions));
    }

    private static Set<Long> prints(Split split) {
        Set<Long> prints = new HashSet<>();
        for (int i = 0; i < split.size(); i++) {
            prints.add(split.images().fingerprint(i));
        }
        return prints;
    }

    private static boolean count(List<String> shared, Split split, String name, Set<Long> prints, String other) {
        int count = 0;
        for (int i = 0; i < split.size(); i++) {
            count += prints.contains(split.images().fingerprint(i)) ? 1 : 0;
        }
        if (count > 0) {
            shared.add(count + " of " + split.size() + " " + name + " images are also in " + other);
        }
        return count > 0;
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
