package deephash.robustness;

import deephash.metric.Interval;
import java.util.Arrays;
import java.util.List;

/** What one matcher reaches on photos and their copies. */
public final class Measured {

    private static final int RESAMPLES = 1_000;

    /** A rate is measured if at least this many pairs would be false matches at it. */
    private static final int LEAST_FALSE = 10;

    private final String name;
    private final List<Distances> members;

    Measured(String name, List<Distances> members) {
        this.name = name;
        this.members = members;
    }

    /**
     * The matcher's name.
     *
     * @return for tables
     */
    public String name() {
        return name;
    }

    /**
     * The length of its codes.
     *
     * @return in bits, summed over its hashers
     */
    public int bits() {
        return members.stream().mapToInt(Distances::bits).sum();
    }

    /**
     * How many pairs of different photos were compared.
     *
     * @return the number of pairs that a false-match rate is a share of
     */
    public long pairs() {
        return Arrays.stream(members.get(0).allImpostors()).sum();
    }

    /**
     * Whether a rate can be told from this many pairs: ten false matches at least must be expected for each hasher.
     *
     * @param rate of false matches, above 0
     * @return false if more pairs are needed
     */
    public boolean measures(double rate) {
        return pairs() * rate / members.size() >= LEAST_FALSE;
    }

    /**
     * The thresholds that allow this rate of false matches among all pairs of different photos.
     *
     * @param rate of false matches
     * @return the largest distance that counts as a match, one a hasher; −1 where none does
     */
    public int[] thresholds(double rate) {
        return members.stream()
                .mapToInt(m -> Distances.threshold(m.allImpostors(), rate / members.size()))
                .toArray();
    }

    /**
     * The share of copies by one manipulation that are found.
     *
     * @param manipulation its place in the report
     * @param thresholds one a hasher
     * @return 0 to 1
     */
    public double recallOf(int manipulation, int... thresholds) {
        int photos = members.get(0).genuine()[manipulation].length;
        int found = 0;
        for (int i = 0; i < photos; i++) {
            found += isFound(manipulation, i, thresholds) ? 1 : 0;
        }
        return (double) found / photos;
    }

    private boolean isFound(int manipulation, int photo, int... thresholds) {
        for (int k = 0; k < thresholds.length; k++) {
            if (members.get(k).genuine()[manipulation][photo] <= thresholds[k]) {
                return true;
            }
        }
        return false;
    }

    /**
     * The mean over manipulations of the share of copies that are found.
     *
     * @param thresholds one a hasher
     * @return with an interval of 95 %, photos drawn anew (seed 1)
     */
    public Interval recall(int... thresholds) {
        return Interval.bootstrap(perPhoto(-1, thresholds), 0.95, RESAMPLES, 1);
    }

    /** The share of its copies by which each photo is found; of one half of the photos, or of all for −1. */
    private double[] perPhoto(int half, int... thresholds) {
        int manipulations = members.get(0).genuine().length;
        int photos = members.get(0).genuine()[0].length;
        double[] shares = new double[photos];
        for (int i = 0; i < photos; i++) {
            if (half >= 0 && i % 2 != half) {
                shares[i] = Double.NaN;
                continue;
            }
            for (int m = 0; m < manipulations; m++) {
                shares[i] += isFound(m, i, thresholds) ? 1.0 / manipulations : 0;
            }
        }
        return shares;
    }

    /**
     * A threshold chosen on some photos and judged on others.
     *
     * @param thresholds chosen on one half of the photos, one a hasher
     * @param rate of false matches on the other half; of several hashers the sum, which is at most too high
     * @param recall on the other half
     */
    public record Judged(int[] thresholds, double rate, double recall) {}

    /**
     * Chooses thresholds for a rate on the photos of even places and judges them on those of odd places, or the other
     * way round.
     *
     * @param rate of false matches that is wanted
     * @param chosenOn 0 for the even places, 1 for the odd ones
     * @return what it comes to on the other half
     */
    public Judged judged(double rate, int chosenOn) {
        int[] thresholds = members.stream()
                .mapToInt(m -> Distances.threshold(m.halves()[chosenOn], rate / members.size()))
                .toArray();
        double found = 0;
        for (int k = 0; k < thresholds.length; k++) {
            found += Distances.share(members.get(k).halves()[1 - chosenOn], thresholds[k]);
        }
        double recall = Arrays.stream(perPhoto(1 - chosenOn, thresholds))
                .filter(s -> !Double.isNaN(s))
                .average()
                .orElse(Double.NaN);
        return new Judged(thresholds, found, recall);
    }

    /**
     * The mean share of bits that a manipulation changes.
     *
     * @param manipulation its place in the report
     * @return 0 to 1; of several hashers the least
     */
    public double flipped(int manipulation) {
        return members.stream()
                .mapToDouble(
                        m -> Arrays.stream(m.genuine()[manipulation]).average().orElse(Double.NaN) / m.bits())
                .min()
                .orElse(Double.NaN);
    }

    /**
     * The distances between photos and their own copies.
     *
     * @param member which hasher, 0 for the first
     * @param manipulation its place in the report
     * @return one a photo
     */
    public int[] genuine(int member, int manipulation) {
        return members.get(member).genuine()[manipulation].clone();
    }

    /**
     * How many pairs of a photo and another's copy have each distance.
     *
     * @param member which hasher, 0 for the first
     * @param manipulation its place in the report, or −1 for the originals among themselves
     * @return counts of the distances 0 to bits
     */
    public long[] impostors(int member, int manipulation) {
        return members.get(member).impostors()[manipulation + 1].clone();
    }
}
