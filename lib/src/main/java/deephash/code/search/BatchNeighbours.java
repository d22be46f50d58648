package deephash.code.search;

import deephash.code.HashCode;
import deephash.code.HashCodes;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * What a search for many codes found: a list with one {@link Neighbours} a query, in the order of the queries. Indices
 * and distances can be read without making an object for each neighbour.
 */
public final class BatchNeighbours extends AbstractList<Neighbours> implements RandomAccess {

    private final HashCodes queries;
    private final HashCodes database;
    private final Hits[] hits;

    BatchNeighbours(HashCodes queries, HashCodes database, Hits... hits) {
        this.queries = queries;
        this.database = database;
        this.hits = hits;
    }

    /** What was searched for. */
    public HashCodes queries() {
        return queries;
    }

    /** What was searched. */
    public HashCodes database() {
        return database;
    }

    /** How many queries there were. */
    @Override
    public int size() {
        return hits.length;
    }

    /** What query {@code index} found. */
    @Override
    public Neighbours get(int index) {
        return neighbours(queries.get(index), hits[index]);
    }

    /**
     * The places in the database of what query {@code index} found, nearest first; a copy.
     *
     * @param index of the query
     * @return the places
     */
    public int[] indices(int index) {
        return hits[index].indices().clone();
    }

    /**
     * The distances of what query {@code index} found, in rising order; a copy.
     *
     * @param index of the query
     * @return in bits
     */
    public int[] distances(int index) {
        return hits[index].distances().clone();
    }

    /** The result of the only query, which knows more of itself than a collection of one code does. */
    Neighbours of(HashCode query) {
        return neighbours(query, hits[0]);
    }

    private Neighbours neighbours(HashCode query, Hits hits) {
        List<Neighbour> found = new ArrayList<>(hits.indices().length);
        for (int i = 0; i < hits.indices().length; i++) {
            found.add(new Neighbour(hits.indices()[i], hits.distances()[i]));
        }
        return new Neighbours(query, database, found);
    }

    @Override
    public String toString() {
        return "What " + size() + " queries found among " + database.size() + " codes; the first: "
                + (hits.length == 0 ? "none" : get(0));
    }
}
