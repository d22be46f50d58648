package deephash.bench;

import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.code.search.HammingIndex;
import deephash.metric.Ranking;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * Times exact search and ranking on random codes: seconds, and seconds of processor time of all threads, each the best
 * of several; and the bare popcount loop over codes in the first-level cache, in nanoseconds a distance of one thread.
 * Called by {@code tests/bench/search.py}, which sets it beside FAISS and NumPy in the same run.
 */
public final class SearchBench {

    private static final int WINDOW = 4_000;

    private SearchBench() {}

    /**
     * Arguments: {@code search BITS QUERIES DATABASE K REPEATS}, {@code ranking BITS QUERIES DATABASE REPEATS} or
     * {@code popcount BITS}.
     */
    public static void main(String[] arguments) {
        int bits = Integer.parseInt(arguments[1]);
        if (arguments[0].equals("popcount")) {
            System.out.println(popcount(bits / 32));
            return;
        }
        int queries = Integer.parseInt(arguments[2]);
        int size = Integer.parseInt(arguments[3]);
        int repeats = Integer.parseInt(arguments[arguments.length - 1]);
        HashCodes database = HashCodes.random(size, bits, 1);
        HashCodes query = HashCodes.random(queries, bits, 2);
        if (arguments[0].equals("search")) {
            int k = Integer.parseInt(arguments[4]);
            HammingIndex index = HammingIndex.of(database);
            best(repeats, () -> index.search(query, k).distances(0)[0]);
        } else {
            HashCodes q = query.labelled(labels(queries));
            HashCodes d = database.labelled(labels(size));
            best(repeats, () -> Ranking.of(q, d).map().tieAware());
        }
    }

    private static void best(int repeats, DoubleSupplier work) {
        double seconds = Double.POSITIVE_INFINITY;
        double busy = Double.POSITIVE_INFINITY;
        for (int r = 0; r < repeats; r++) {
            Work one = Work.of(work);
            seconds = Math.min(seconds, one.seconds());
            busy = Math.min(busy, one.processorSeconds());
        }
        System.out.println(seconds + " " + busy);
    }

    /** What a search cannot beat: exclusive or, popcount and sum alone. */
    private static double popcount(int columns) {
        int[][] codes = new int[columns][512];
        int[] distances = new int[512];
        double best = Double.POSITIVE_INFINITY;
        long sum = 0;
        // short windows: some of them are not disturbed by other work
        for (int repeat = 0; repeat < 500; repeat++) {
            long start = System.nanoTime();
            for (int query = 0; query < WINDOW; query++) {
                for (int c = 0; c < columns; c += 2) {
                    add(codes[c], codes[c + 1], query, ~query, distances);
                }
                sum += distances[query & 511];
            }
            best = Math.min(best, (System.nanoTime() - start) / (WINDOW * 512.0));
        }
        return best + 0 * sum;
    }

    private static void add(int[] low, int[] high, int lowQuery, int highQuery, int[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += Integer.bitCount(low[i] ^ lowQuery) + Integer.bitCount(high[i] ^ highQuery);
        }
    }

    private static Labels labels(int size) {
        SplittableRandom random = new SplittableRandom(3);
        return Labels.single(
                IntStream.range(0, 10).mapToObj(c -> "class " + c).toList(),
                random.ints(size, 0, 10).toArray());
    }
}
