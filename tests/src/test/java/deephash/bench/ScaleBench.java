package deephash.bench;

import deephash.code.HashCodes;
import deephash.code.file.CodeFile;
import deephash.code.search.BatchNeighbours;
import deephash.code.search.CodeIndex;
import deephash.code.search.CodePairs;
import deephash.code.search.HammingIndex;
import deephash.code.search.MultiIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Indexes over many clustered codes of 64 bits; called by {@code tests/bench/scale.py}, which sets other libraries
 * beside them. A code is one of size / 50 random centres with 0 to 5 bits flipped. Prints seconds, and seconds of
 * processor time of all threads.
 */
public final class ScaleBench {

    private static final int BITS = 64;
    private static final int A_CENTRE = 50;
    private static final int MOST_FLIPS = 5;
    private static final int K = 10;

    private ScaleBench() {}

    /**
     * Arguments: {@code make SIZE QUERIES FOLDER} writes database and queries as .npy; {@code multi FOLDER} and {@code
     * flat FOLDER} build and search; {@code pairs FOLDER RADIUS} finds all near pairs; {@code file SIZE FILE} writes a
     * file of codes, and {@code open FILE QUERIES} searches it where it lies.
     */
    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "make" -> {
                int size = Integer.parseInt(arguments[1]);
                int queries = Integer.parseInt(arguments[2]);
                Path folder = Path.of(arguments[3]);
                CodeFile.save(clustered(size, size, 1), folder.resolve("database.npy"));
                CodeFile.save(clustered(queries, size, 2), folder.resolve("queries.npy"));
            }
            case "multi" -> index(Path.of(arguments[1]), true);
            case "flat" -> index(Path.of(arguments[1]), false);
            case "pairs" -> {
                HashCodes codes = CodeFile.read(Path.of(arguments[1]).resolve("database.npy"));
                int radius = Integer.parseInt(arguments[2]);
                System.out.println(CodePairs.within(codes, radius));
                time("pairs", 4, () -> CodePairs.within(codes, radius).size());
            }
            case "file" ->
                CodeFile.save(
                        clustered(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[1]), 1),
                        Path.of(arguments[2]));
            case "open" -> {
                HashCodes[] codes = new HashCodes[1];
                time("open", 1, () -> {
                    try {
                        codes[0] = CodeFile.open(Path.of(arguments[1]));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return codes[0].size();
                });
                HashCodes queries = clustered(Integer.parseInt(arguments[2]), codes[0].size(), 2);
                HammingIndex index = HammingIndex.of(codes[0]);
                time("one query", 3, () -> index.search(queries.get(0), K).size());
                time(
                        queries.size() + " queries",
                        2,
                        () -> index.search(queries, K).size());
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.matches("(RssAnon|RssFile|VmHWM).*"))
                        .forEach(System.out::println);
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void index(Path folder, boolean multi) throws IOException {
        HashCodes database = CodeFile.read(folder.resolve("database.npy"));
        HashCodes queries = CodeFile.read(folder.resolve("queries.npy"));
        CodeIndex[] index = new CodeIndex[1];
        time("build", 2, () -> {
            index[0] = multi ? MultiIndex.of(database) : HammingIndex.of(database);
            return index[0].size();
        });
        // processor time is told in steps of 0.01 s
        int times = multi ? 40 : 1;
        time("search", 4, times, () -> index[0].search(queries, K).size());
        BatchNeighbours found = index[0].search(queries, K);
        StringBuilder farthest = new StringBuilder("farthest");
        for (int q = 0; q < queries.size(); q++) {
            farthest.append(' ').append(found.distances(q)[K - 1]);
        }
        System.out.println(farthest);
    }

    /** Codes around the centres that a database of this size has. */
    static HashCodes clustered(int size, int database, long seed) {
        HashCodes centres = HashCodes.random(Math.max(1, database / A_CENTRE), BITS, 99);
        SplittableRandom random = new SplittableRandom(seed);
        long[] words = new long[size];
        for (int i = 0; i < size; i++) {
            words[i] = centres.word(random.nextInt(centres.size()), 0);
            for (int flips = random.nextInt(MOST_FLIPS + 1); flips > 0; flips--) {
                words[i] ^= 1L << random.nextInt(BITS);
            }
        }
        return HashCodes.of(BITS, words);
    }

    private static void time(String what, int repeats, DoubleSupplier work) {
        time(what, repeats, 1, work);
    }

    /** The best of {@code repeats}, each of which does the work several times over. */
    private static void time(String what, int repeats, int times, DoubleSupplier work) {
        double seconds = Double.POSITIVE_INFINITY;
        double busy = Double.POSITIVE_INFINITY;
        for (int r = 0; r < repeats; r++) {
            Work one = Work.of(() -> {
                double result = 0;
                for (int t = 0; t < times; t++) {
                    result += work.getAsDouble();
                }
                return result;
            });
            seconds = Math.min(seconds, one.seconds() / times);
            busy = Math.min(busy, one.processorSeconds() / times);
        }
        System.out.printf(Locale.ROOT, "%s: %.5f %.5f%n", what, seconds, busy);
    }
}
