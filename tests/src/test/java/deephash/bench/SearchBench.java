package deephash.bench;

import deephash.code.HammingIndex;
import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.metric.Ranking;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Times exact search and ranking on random codes: a line {@code search BITS QUERIES DATABASE K SECONDS} or {@code
 * ranking BITS QUERIES DATABASE SECONDS} each, the best of several. Called by {@code tests/bench/search.py}, which sets
 * it beside FAISS and NumPy in the same run.
 */
public final class SearchBench {

    private SearchBench() {}

    /** Arguments: {@code search BITS QUERIES DATABASE K REPEATS} or {@code ranking BITS QUERIES DATABASE REPEATS}. */
    public static void main(String[] arguments) {
        int bits = Integer.parseInt(arguments[1]);
        int queries = Integer.parseInt(arguments[2]);
        int size = Integer.parseInt(arguments[3]);
        int repeats = Integer.parseInt(arguments[arguments.length - 1]);
        HashCodes database = HashCodes.random(size, bits, 1);
        HashCodes query = HashCodes.random(queries, bits, 2);
        double best = Double.POSITIVE_INFINITY;
        if (arguments[0].equals("search")) {
            int k = Integer.parseInt(arguments[4]);
            HammingIndex index = HammingIndex.of(database);
            for (int r = 0; r < repeats; r++) {
                long start = System.nanoTime();
                long sum = index.search(query, k).distances(0)[0];
                best = Math.min(best, (System.nanoTime() - start) / 1e9 + 0 * sum);
            }
        } else {
            HashCodes q = query.labelled(labels(queries));
            HashCodes d = database.labelled(labels(size));
            for (int r = 0; r < repeats; r++) {
                long start = System.nanoTime();
                double map = Ranking.of(q, d).map().tieAware();
                best = Math.min(best, (System.nanoTime() - start) / 1e9 + 0 * map);
            }
        }
        System.out.println(best);
    }

    private static Labels labels(int size) {
        SplittableRandom random = new SplittableRandom(3);
        return Labels.single(
                IntStream.range(0, 10).mapToObj(c -> "class " + c).toList(),
                random.ints(size, 0, 10).toArray());
    }
}
