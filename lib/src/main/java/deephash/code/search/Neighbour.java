package deephash.code.search;

/**
 * One item found by a search.
 *
 * @param index its place in the database
 * @param distance its Hamming distance from the query, 0 to bits
 */
public record Neighbour(int index, int distance) {}
