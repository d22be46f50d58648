package deephash.code.search;

import deephash.code.HashCodes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * All pairs of codes that differ in at most some bits: near-duplicates, if the codes are of pictures. Exact. Equal
 * codes are grouped first and take no memory a pair, so that thousands of copies of one picture do no harm; the others
 * are found by the pigeonhole of substrings (Manku, Jain and Das Sarma, 2007), each pair at the first choice of
 * substrings by which it agrees.
 */
public final class CodePairs {

    private final HashCodes codes;
    private final int radius;
    private final EqualCodes equal;
    private final long[] pairs;
    private final long size;

    private CodePairs(HashCodes codes, int radius) {
        this.codes = codes;
        this.radius = radius;
        equal = EqualCodes.of(codes);
        pairs = PairSearch.run(equal.distinct(), radius);
        int[] counts =
                IntStream.range(0, equal.distinct().size()).map(equal::count).toArray();
        long all = Arrays.stream(counts).mapToLong(c -> (long) c * (c - 1) / 2).sum();
        for (long pair : pairs) {
            all += (long) counts[(int) (pair >>> 32)] * counts[(int) pair];
        }
        size = all;
    }

    /** Takes a pair; {@code first} is less than {@code second}. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * The places of two codes, and the number of bits in which they differ.
         *
         * @param first place of one code
         * @param second place of the other
         * @param distance in bits
         */
        void pair(int first, int second, int distance);
    }

    /**
     * Finds them.
     *
     * @param codes to compare with one another
     * @param radius in how many bits two codes may differ, at least 0; from an eighth of the bits on it takes long
     * @return the pairs
     * @throws IllegalArgumentException if the radius is negative, or there are too many pairs to keep
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static CodePairs within(HashCodes codes, int radius) {
        if (radius < 0) {
            throw new IllegalArgumentException("A radius is at least 0, not " + radius + ".");
        }
        return new CodePairs(codes, radius);
    }

    /** The codes that were compared with each other. */
    public HashCodes codes() {
        return codes;
    }

    /** In how many bits two codes may differ. */
    public int radius() {
        return radius;
    }

    /** How many pairs there are, equal codes included. */
    public long size() {
        return size;
    }

    /**
     * Shows every pair once, in an order that is always the same: first equal codes, then the others.
     *
     * @param visitor called once a pair
     */
    public void forEach(Visitor visitor) {
        HashCodes distinct = equal.distinct();
        for (int value = 0; value < distinct.size(); value++) {
            for (int i = equal.first(value); i >= 0; i = equal.next(i)) {
                for (int j = equal.next(i); j >= 0; j = equal.next(j)) {
                    visitor.pair(i, j, 0);
                }
            }
        }
        for (long pair : pairs) {
            int one = (int) (pair >>> 32);
            int other = (int) pair;
            int distance = distinct.distanceAt(one, distinct, other);
            for (int i = equal.first(one); i >= 0; i = equal.next(i)) {
                for (int j = equal.first(other); j >= 0; j = equal.next(j)) {
                    visitor.pair(Math.min(i, j), Math.max(i, j), distance);
                }
            }
        }
    }

    /**
     * Groups of codes that pairs connect, directly or through others; two codes of a group may be farther apart than
     * the radius.
     *
     * @return the places of each group of at least two, in rising order; the largest group first, then by first place
     */
    public List<int[]> groups() {
        int[] root = IntStream.range(0, equal.distinct().size()).toArray();
        for (long pair : pairs) {
            int one = root(root, (int) (pair >>> 32));
            int other = root(root, (int) pair);
            root[Math.max(one, other)] = Math.min(one, other);
        }
        int[] counts = new int[root.length];
        for (int value = 0; value < root.length; value++) {
            counts[root(root, value)] += equal.count(value);
        }
        int[][] groups = new int[root.length][];
        Arrays.setAll(groups, value -> new int[counts[value] > 1 ? counts[value] : 0]);
        for (int value = 0; value < root.length; value++) {
            int to = root(root, value);
            if (groups[to].length > 0) {
                for (int place = equal.first(value); place >= 0; place = equal.next(place)) {
                    groups[to][--counts[to]] = place;
                }
            }
        }
        return Arrays.stream(groups)
                .filter(group -> group.length > 0)
                .peek(Arrays::sort)
                .sorted(Comparator.<int[]>comparingInt(group -> -group.length).thenComparingInt(group -> group[0]))
                .toList();
    }

    private static int root(int[] root, int value) {
        int at = value;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }

    /** What every code has within the radius, itself included, as a search for all codes gives it. */
    Hits[] hits() {
        int[] counts = new int[codes.size()];
        Arrays.fill(counts, 1);
        forEach((first, second, distance) -> {
            counts[first]++;
            counts[second]++;
        });
        long[][] found = new long[codes.size()][];
        for (int i = 0; i < found.length; i++) {
            found[i] = new long[counts[i]];
            found[i][--counts[i]] = i;
        }
        forEach((first, second, distance) -> {
            found[first][--counts[first]] = (long) distance << 32 | second;
            found[second][--counts[second]] = (long) distance << 32 | first;
        });
        Hits[] hits = new Hits[found.length];
        for (int i = 0; i < hits.length; i++) {
            long[] order = found[i];
            Arrays.sort(order);
            int[] places = new int[order.length];
            int[] distances = new int[order.length];
            for (int n = 0; n < order.length; n++) {
                places[n] = (int) order[n];
                distances[n] = (int) (order[n] >>> 32);
            }
            hits[i] = new Hits(places, distances);
        }
        return hits;
    }

    /** How many pairs there are among how many codes. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d pairs within %d of %d bits among %,d codes, %,d of them distinct",
                size,
                radius,
                codes.bits(),
                codes.size(),
                equal.distinct().size());
    }
}
