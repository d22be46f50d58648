package deephash.metric;

/**
 * What is found in the first k places of the ranking, mean over the queries that have a relevant item.
 *
 * @param k how many places are looked at; at most the size of the database
 * @param map mAP@k, each query divided by min(relevant items in the database, k)
 * @param mapByHits mAP@k, each query divided by the relevant items found within k, as most published code does; a
 *     query that finds none counts 0
 * @param precision the share of the k places that is relevant, expected over ties
 * @param recall the share of the relevant items that is in the k places, expected over ties
 */
public record AtRank(int k, AveragePrecision map, AveragePrecision mapByHits, double precision, double recall) {}
