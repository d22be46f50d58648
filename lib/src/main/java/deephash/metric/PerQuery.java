package deephash.metric;

import java.util.Arrays;
import java.util.Optional;

/** What each query reached: shape (cut-offs, queries), NaN for a query without a relevant item. */
final class PerQuery {

    final double[][] tieAware;
    final double[][] stable;
    final double[][] optimistic;
    final double[][] pessimistic;
    final double[][] tieAwareByHits;
    final double[][] stableByHits;
    final double[][] optimisticByHits;
    final double[][] pessimisticByHits;
    final double[][] precision;
    final double[][] recall;
    final int[] given;
    final double[] expectedRight;

    PerQuery(int queries, int cutoffs, boolean single) {
        tieAware = new double[cutoffs][queries];
        stable = new double[cutoffs][queries];
        optimistic = new double[cutoffs][queries];
        pessimistic = new double[cutoffs][queries];
        tieAwareByHits = new double[cutoffs][queries];
        stableByHits = new double[cutoffs][queries];
        optimisticByHits = new double[cutoffs][queries];
        pessimisticByHits = new double[cutoffs][queries];
        precision = new double[cutoffs][queries];
        recall = new double[cutoffs][queries];
        given = new int[single ? queries : 0];
        expectedRight = new double[single ? queries : 0];
    }

    void withoutRelevant(int query) {
        for (int c = 0; c < tieAware.length; c++) {
            tieAware[c][query] = Double.NaN;
            stable[c][query] = Double.NaN;
            optimistic[c][query] = Double.NaN;
            pessimistic[c][query] = Double.NaN;
            tieAwareByHits[c][query] = Double.NaN;
            stableByHits[c][query] = Double.NaN;
            optimisticByHits[c][query] = Double.NaN;
            pessimisticByHits[c][query] = Double.NaN;
            precision[c][query] = Double.NaN;
            recall[c][query] = Double.NaN;
        }
    }

    AtRank at(int c, int k) {
        return new AtRank(
                k,
                new AveragePrecision(mean(tieAware[c]), mean(stable[c]), mean(optimistic[c]), mean(pessimistic[c])),
                new AveragePrecision(
                        mean(tieAwareByHits[c]),
                        mean(stableByHits[c]),
                        mean(optimisticByHits[c]),
                        mean(pessimisticByHits[c])),
                mean(precision[c]),
                mean(recall[c]));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    Optional<NearestNeighbour> nearest(Relevance relevance) {
        if (!relevance.isSingle()) {
            return Optional.empty();
        }
        int[] actual = new int[given.length];
        for (int q = 0; q < given.length; q++) {
            actual[q] = relevance.queries.classOf(q);
        }
        double expected = Arrays.stream(expectedRight).average().orElse(Double.NaN);
        return Optional.of(NearestNeighbour.of(relevance.queries.classes(), actual, given, expected));
    }
}
