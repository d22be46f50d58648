package deephash.study;

import deephash.code.HashCodes;
import deephash.data.RetrievalDataset;
import deephash.hash.Hasher;
import deephash.metric.AtRadius;
import deephash.metric.BitQuality;
import deephash.metric.Collisions;
import deephash.metric.Interval;
import deephash.metric.NearestNeighbour;
import deephash.metric.Ranking;

/**
 * What one run reached: one row of the table. NaN where a value does not exist.
 *
 * @param map tie-aware mAP over the whole database
 * @param mapLow lower end of its 95 % bootstrap interval over the queries
 * @param mapHigh upper end of its 95 % bootstrap interval over the queries
 * @param mapStable mAP, ties in the order of the database
 * @param mapOptimistic mAP, relevant items first within ties
 * @param mapPessimistic mAP, relevant items last within ties
 * @param map1000 tie-aware mAP@1000, by min(R, k)
 * @param precision100 precision@100, expected over ties
 * @param lookup2 precision within radius 2, an empty ball counting 0
 * @param empty2 the share of queries with an empty ball of radius 2
 * @param accuracy the share of queries whose nearest image has their class
 * @param accuracyOverTies the same, expected over ties
 * @param precision of the nearest neighbour's class, macro
 * @param recall of the nearest neighbour's class, macro
 * @param f1 of the nearest neighbour's class, macro
 * @param hardAp of the nearest neighbour's class, macro: the paper's "mAP", most probably
 * @param collisionRate excess codes / images in the database (Eq. 4)
 * @param randomCollisionRate the same, expected of random codes
 * @param effectiveBits the length of the random codes that would collide as often; NaN if nothing collides
 * @param entropy of a bit, mean, 0 to 1
 * @param correlation mean |correlation| between bits
 * @param constantBits bits that never change
 * @param seconds that training or fitting took
 * @param hashSeconds that hashing the database and the queries took
 */
public record Scores(
        double map,
        double mapLow,
        double mapHigh,
        double mapStable,
        double mapOptimistic,
        double mapPessimistic,
        double map1000,
        double precision100,
        double lookup2,
        double empty2,
        double accuracy,
        double accuracyOverTies,
        double precision,
        double recall,
        double f1,
        double hardAp,
        double collisionRate,
        double randomCollisionRate,
        double effectiveBits,
        double entropy,
        double correlation,
        double constantBits,
        double seconds,
        double hashSeconds) {

    /** Hashes database and queries, and reads every score off. */
    static Scores of(Hasher hasher, RetrievalDataset data, double seconds) {
        long start = System.nanoTime();
        HashCodes database = hasher.hash(data.database());
        HashCodes queries = hasher.hash(data.query());
        double hashSeconds = (System.nanoTime() - start) / 1e9;
        Ranking ranking = Ranking.of(queries, database, 100, 1000);
        Interval interval = ranking.interval();
        AtRadius lookup = ranking.byRadius().get(Math.min(2, hasher.bits()));
        NearestNeighbour nearest = ranking.nearest().orElse(null);
        double none = Double.NaN;
        Collisions collisions = Collisions.of(HashCodes.of(database.bits(), database.toWords()));
        BitQuality bits = BitQuality.of(database);
        return new Scores(
                ranking.map().tieAware(),
                interval.low(),
                interval.high(),
                ranking.map().stable(),
                ranking.map().optimistic(),
                ranking.map().pessimistic(),
                ranking.at(1000).map().tieAware(),
                ranking.at(100).precision(),
                lookup.precisionEmptyAsZero(),
                lookup.emptyRate(),
                nearest == null ? none : nearest.accuracy(),
                nearest == null ? none : nearest.expectedAccuracy(),
                nearest == null ? none : nearest.macroPrecision(),
                nearest == null ? none : nearest.macroRecall(),
                nearest == null ? none : nearest.macroF1(),
                nearest == null ? none : nearest.macroHardAp(),
                collisions.rate(),
                collisions.expectedRate(),
                collisions.collidingPairs() == 0 ? none : collisions.effectiveBits(),
                bits.entropy(),
                bits.meanCorrelation(),
                bits.constantBits(),
                seconds,
                hashSeconds);
    }
}
