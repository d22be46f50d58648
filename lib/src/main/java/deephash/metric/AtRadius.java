package deephash.metric;

/**
 * Hash lookup: what lies in the Hamming ball around a query.
 *
 * @param radius of the ball, in bits
 * @param precision over the queries whose ball is not empty; NaN if all are
 * @param precisionEmptyAsZero over all queries, an empty ball counting 0: the P@H≤2 of the literature
 * @param recall the share of the relevant items that is in the ball, over the queries that have a relevant item
 * @param emptyRate the share of the queries whose ball is empty
 */
public record AtRadius(int radius, double precision, double precisionEmptyAsZero, double recall, double emptyRate) {}
