package deephash.metric;

import java.util.ArrayList;
import java.util.List;

/** Sums over queries, by radius and by rank. */
final class Curves {

    private final double[] radiusPrecision;
    private final double[] radiusRecall;
    private final long[] radiusEmpty;
    private final double[] rankPrecision;
    private final double[] rankRecall;

    Curves(int radii, int ranks) {
        radiusPrecision = new double[radii];
        radiusRecall = new double[radii];
        radiusEmpty = new long[radii];
        rankPrecision = new double[ranks];
        rankRecall = new double[ranks];
    }

    void addRadii(int[] atDistance, int total) {
        int items = 0;
        int hits = 0;
        for (int r = 0; r < radiusPrecision.length; r++) {
            hits += atDistance[2 * r + 1];
            items += atDistance[2 * r] + atDistance[2 * r + 1];
            if (items == 0) {
                radiusEmpty[r]++;
            } else {
                radiusPrecision[r] += (double) hits / items;
            }
            if (total > 0) {
                radiusRecall[r] += (double) hits / total;
            }
        }
    }

    void addRanks(int[] atDistance, int[] ranks, int total) {
        int before = 0;
        int hits = 0;
        int i = 0;
        for (int d = 0; 2 * d < atDistance.length; d++) {
            int p = atDistance[2 * d + 1];
            int n = atDistance[2 * d] + p;
            for (; i < ranks.length && ranks[i] <= before + n; i++) {
                double expected = hits + (double) p * (ranks[i] - before) / n;
                rankPrecision[i] += expected / ranks[i];
                rankRecall[i] += expected / total;
            }
            before += n;
            hits += p;
        }
    }

    void add(Curves other) {
        for (int r = 0; r < radiusPrecision.length; r++) {
            radiusPrecision[r] += other.radiusPrecision[r];
            radiusRecall[r] += other.radiusRecall[r];
            radiusEmpty[r] += other.radiusEmpty[r];
        }
        for (int i = 0; i < rankPrecision.length; i++) {
            rankPrecision[i] += other.rankPrecision[i];
            rankRecall[i] += other.rankRecall[i];
        }
    }

    List<AtRadius> byRadius(int queries, int answered) {
        List<AtRadius> radii = new ArrayList<>();
        for (int r = 0; r < radiusPrecision.length; r++) {
            long filled = queries - radiusEmpty[r];
            radii.add(new AtRadius(
                    r,
                    filled == 0 ? Double.NaN : radiusPrecision[r] / filled,
                    radiusPrecision[r] / queries,
                    answered == 0 ? Double.NaN : radiusRecall[r] / answered,
                    (double) radiusEmpty[r] / queries));
        }
        return radii;
    }

    List<RankPoint> byRank(int[] ranks, int answered) {
        List<RankPoint> points = new ArrayList<>();
        for (int i = 0; i < ranks.length && answered > 0; i++) {
            points.add(new RankPoint(ranks[i], rankPrecision[i] / answered, rankRecall[i] / answered));
        }
        return points;
    }
}
