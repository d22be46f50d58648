package deephash.study;

import deephash.metric.AtRadius;
import deephash.metric.BitQuality;
import deephash.metric.Collisions;
import deephash.metric.Interval;
import deephash.metric.NearestNeighbour;
import deephash.metric.Ranking;
import deephash.result.Evaluation;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What one run reached: one row of the table. NaN where a value does not exist.
 *
 * @param map tie-aware mAP over the whole database
 * @param mapLow lower end of its 95 % bootstrap interval over the queries
 * @param mapHigh upper end of its 95 % bootstrap interval over the queries
 * @param mapStable mAP, ties in the order of the database
 * @param mapOptimistic mAP, relevant items first within ties
 * @param mapPessimistic mAP, relevant items last within ties
 * @param map1000 tie-aware mAP@1000, by min(R, k); NaN if the database is not larger
 * @param precision100 precision@100, expected over ties; NaN if the database is not larger
 * @param lookup2 precision within radius 2, an empty ball counting 0
 * @param empty2 the share of queries with an empty ball of radius 2
 * @param accuracy the share of queries whose nearest image has their class
 * @param accuracyOverTies the same, expected over ties
 * @param precision of the nearest neighbour's class, macro
 * @param recall of the nearest neighbour's class, macro
 * @param f1 of the nearest neighbour's class, macro
 * @param hardAp of the nearest neighbour's class, macro: the paper's "mAP", most probably
 * @param collisionRate excess codes / images in database and queries (Eq. 4)
 * @param randomCollisionRate the same, expected of random codes
 * @param effectiveBits the length of the random codes that would collide as often; NaN if nothing collides
 * @param entropy of a bit, mean, 0 to 1
 * @param correlation mean |correlation| between bits
 * @param constantBits bits that never change
 * @param randomMap the floor: tie-aware mAP of random codes of the same length
 * @param randomAccuracy the same for the share of queries whose nearest image has their class
 * @param seconds that training or fitting took
 * @param hashSeconds that hashing the database and the queries took
 * @param learningRate that the training reached at its highest; NaN if nothing was trained
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
        double randomMap,
        double randomAccuracy,
        double seconds,
        double hashSeconds,
        double learningRate) {

    /**
     * Reads them off an evaluation.
     *
     * @param randomMap the floor: tie-aware mAP of random codes of the same length
     * @param randomAccuracy the same for the share of queries whose nearest image has their class
     * @param seconds that training or fitting took
     * @param learningRate that the training reached at its highest; NaN if nothing was trained
     */
    static Scores of(Evaluation evaluation, double seconds, double learningRate) {
        Ranking ranking = evaluation.ranking();
        Interval interval = ranking.interval();
        Optional<AtRadius> lookup = ranking.within(2);
        Optional<NearestNeighbour> nearest = ranking.nearest();
        Optional<Collisions> collisions = evaluation.collisionCounts();
        Optional<BitQuality> bits = evaluation.quality();
        return new Scores(
                ranking.map().tieAware(),
                interval.low(),
                interval.high(),
                ranking.map().stable(),
                ranking.map().optimistic(),
                ranking.map().pessimistic(),
                // with fewer items than that it would be another score under this name
                ranking.databaseSize() > 1000 ? ranking.at(1000).map().tieAware() : Double.NaN,
                ranking.databaseSize() > 100 ? ranking.at(100).precision() : Double.NaN,
                orNaN(lookup, AtRadius::precisionEmptyAsZero),
                orNaN(lookup, AtRadius::emptyRate),
                orNaN(nearest, NearestNeighbour::accuracy),
                orNaN(nearest, NearestNeighbour::expectedAccuracy),
                orNaN(nearest, NearestNeighbour::macroPrecision),
                orNaN(nearest, NearestNeighbour::macroRecall),
                orNaN(nearest, NearestNeighbour::macroF1),
                orNaN(nearest, NearestNeighbour::macroHardAp),
                orNaN(collisions, Collisions::rate),
                orNaN(collisions, Collisions::expectedRate),
                orNaN(collisions.filter(c -> c.collidingPairs() > 0), Collisions::effectiveBits),
                orNaN(bits, BitQuality::entropy),
                orNaN(bits, BitQuality::meanCorrelation),
                orNaN(bits, BitQuality::constantBits),
                evaluation.floor().map().tieAware(),
                orNaN(evaluation.floor().nearest(), NearestNeighbour::accuracy),
                seconds,
                evaluation.hashSeconds(),
                learningRate);
    }

    /** Which scores are no share of something, and may be larger than 1. */
    private static final Set<String> COUNTS =
            Set.of("effectiveBits", "constantBits", "seconds", "hashSeconds", "learningRate");

    private static final double ROUNDING = 1e-9;

    /**
     * Checks that every value is one that can come about.
     *
     * @throws IllegalArgumentException if one is below 0, or above 1 and no count
     */
    void requirePossible() {
        for (RecordComponent component : Scores.class.getRecordComponents()) {
            double value = (double) Records.value(component, this);
            double most = COUNTS.contains(component.getName()) ? Double.MAX_VALUE : 1 + ROUNDING;
            if (value < -ROUNDING || value > most) {
                throw new IllegalArgumentException(component.getName() + " is " + value + ", which no run can reach");
            }
        }
    }

    private static <T> double orNaN(Optional<T> measured, ToDoubleFunction<T> of) {
        return measured.map(of::applyAsDouble).orElse(Double.NaN);
    }
}
