package deephash.metric;

/**
 * How well one class is found, in the nearest-neighbour reading and in the ranking.
 *
 * @param name of the class
 * @param queries how many queries have it
 * @param predicted how many queries were given it
 * @param precision the share of those given it that have it; 0 if none was
 * @param recall the share of those that have it that were given it; 0 if none has
 * @param f1 their harmonic mean; 0 if both are
 * @param hardAp P·R + (1 − R)·π, π the class's share of the queries: the average precision of a hard decision, and
 *     most probably the "mAP" of the paper's Table 1
 */
public record ClassScores(
        String name, int queries, int predicted, double precision, double recall, double f1, double hardAp) {}
