package deephash.data;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which images were ranked for which, and what a hasher had seen before: a value that travels with every result.
 * Results under different protocols say different things, and are not put in one table.
 *
 * @param train how many images a model learned from; -1 if that is not known
 * @param database how many images were ranked
 * @param query how many queries there were
 * @param splits how the three were chosen, in words
 * @param conditions what holds between them
 */
public record Protocol(int train, int database, int query, String splits, Set<Condition> conditions) {

    /** What can hold between splits. */
    public enum Condition {
        /** No image, by its pixels, is in two of them: the usual protocol. */
        DISJOINT,
        /** Some queries are in the database: self-retrieval, a control that any hasher passes. */
        QUERIES_IN_DATABASE,
        /** Some queries are among the training images: an optimistic protocol. */
        QUERIES_IN_TRAIN,
        /** Some database images are among the training images, as in many papers. */
        DATABASE_IN_TRAIN,
        /** Images that are nearly one of another split were left out. */
        NEAR_DUPLICATES_REMOVED
    }

    /** Copies the set. */
    public Protocol {
        conditions = Set.copyOf(conditions);
    }

    /** {@code conditions} with one more; what is shared is no longer disjoint. */
    static Set<Condition> with(Set<Condition> conditions, Condition more) {
        EnumSet<Condition> all = EnumSet.of(more);
        all.addAll(conditions);
        if (more != Condition.NEAR_DUPLICATES_REMOVED) {
            all.remove(Condition.DISJOINT);
        }
        return all;
    }

    /**
     * Codes or features that came without their images, so that nothing is known of what their maker had seen.
     *
     * @param database how many were ranked
     * @param query how many queries there were
     * @return the protocol
     */
    public static Protocol unknown(int database, int query) {
        return new Protocol(
                -1, database, query, "given without images, what they were learned from is not known", Set.of());
    }

    /** {@code 20,000 train, 5,000 database and 5,000 query images: uniform random sampling ...}. */
    @Override
    public String toString() {
        if (train < 0) {
            return String.format(Locale.ROOT, "%,d database and %,d query items: %s", database, query, splits);
        }
        return String.format(
                Locale.ROOT, "%,d train, %,d database and %,d query images: %s", train, database, query, splits);
    }
}
