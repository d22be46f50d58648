package deephash.metric;

/**
 * A point of the precision–recall curve by rank, mean over the queries that have a relevant item, expected over ties.
 *
 * @param rank how many items are looked at
 * @param precision the share of them that is relevant
 * @param recall the share of the relevant items that is among them
 */
public record RankPoint(int rank, double precision, double recall) {}
