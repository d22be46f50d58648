package deephash.code.search;

import deephash.code.HashCode;
import deephash.code.HashCodes;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a search for one code found: nearest first, and among equal distances in the order of the database.
 *
 * @param query what was searched for; knows its picture and classes if the codes it was taken from do
 * @param database what was searched, with its labels and pictures
 * @param found by distance, then by index
 */
public record Neighbours(HashCode query, HashCodes database, List<Neighbour> found) implements Iterable<Neighbour> {

    /** Copies the list. */
    public Neighbours {
        found = List.copyOf(found);
    }

    /** How many were found. */
    public int size() {
        return found.size();
    }

    /**
     * The neighbour at {@code rank}, 0 for the nearest.
     *
     * @param rank 0 ≤ rank &lt; the number found
     * @return the neighbour
     */
    public Neighbour get(int rank) {
        return found.get(rank);
    }

    /** The places of the found items in the database, nearest first. */
    public int[] indices() {
        return found.stream().mapToInt(Neighbour::index).toArray();
    }

    /** The distances of the found items, in rising order. */
    public int[] distances() {
        return found.stream().mapToInt(Neighbour::distance).toArray();
    }

    /** The found codes themselves, with their labels and pictures, nearest first. */
    public HashCodes codes() {
        return database.select(indices());
    }

    /**
     * Whether the item at {@code rank} shares a class with the query; empty if either is unlabelled.
     *
     * @param rank 0 ≤ rank &lt; the number found
     * @return whether it does
     */
    public Optional<Boolean> relevant(int rank) {
        return query.classes()
                .flatMap(classes -> database.get(get(rank).index()).classes().map(classes::intersects));
    }

    @Override
    public Iterator<Neighbour> iterator() {
        return found.iterator();
    }

    /** A line a neighbour: rank, distance, index, and what is known of it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(size() + " of " + database.size() + " codes");
        query.classText().ifPresent(c -> text.append(" nearest to \"").append(c).append('"'));
        for (int rank = 0; rank < Math.min(size(), 20); rank++) {
            Neighbour n = get(rank);
            HashCode code = database.get(n.index());
            text.append(String.format(Locale.ROOT, "%n%3d.  distance %3d  #%d", rank + 1, n.distance(), n.index()));
            code.classText().or(code::name).ifPresent(c -> text.append("  ").append(c));
            relevant(rank).ifPresent(right -> text.append(right ? "  (right)" : "  (wrong)"));
        }
        return text.append(size() > 20 ? String.format("%n     ...") : "").toString();
    }
}
