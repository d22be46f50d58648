package deephash.duplicates;

import deephash.hash.Hasher;
import deephash.hash.Matching;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often different photos are taken for the same: the share of pairs within each distance. For the named hashes it
 * was counted on 1,000 photos, plain and manipulated ({@code tests/bench/copies.md}); rarer matches than that count can
 * tell are extrapolated.
 *
 * @param source what the shares were counted on, in words
 * @param pairs how many pairs that were
 * @param within how many of them lie within the distances 0, 1, 2 and so on; farther ones need not be known
 */
public record FalseMatches(String source, long pairs, List<Long> within) {

    private static final String RESOURCE = "false-matches.csv";

    /** Fewer matches than this say little: the line through two larger counts is followed instead. */
    private static final int TELLING = 10;

    private static final int PHOTOS_SAMPLED = 2_000;

    /** Copies the list. */
    public FalseMatches {
        within = List.copyOf(within);
    }

    /**
     * The shares that were counted for a named hash.
     *
     * @param hasher one whose codes are compared as they are, such as {@code Pdq.of()}
     * @return empty for hashes that were not counted
     */
    public static Optional<FalseMatches> bundled(Hasher hasher) {
        return bundled(Matching.of(hasher));
    }

    /**
     * The shares that were counted for a named hash.
     *
     * @param matching of {@link PhotoHashes}
     * @return empty for hashes that were not counted
     */
    public static Optional<FalseMatches> bundled(Matching matching) {
        List<Long> within = new ArrayList<>();
        long pairs = 0;
        try (InputStream in = FalseMatches.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is missing: build DeepHash anew.");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // a name may hold commas
                int distance = line.lastIndexOf(',', line.lastIndexOf(',', line.lastIndexOf(',') - 1) - 1);
                if (line.substring(0, distance).equals(matching.name())) {
                    String[] fields = line.substring(distance + 1).split(",", -1);
                    within.add(Long.parseLong(fields[1]));
                    pairs = Long.parseLong(fields[2]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return within.isEmpty()
                ? Optional.empty()
                : Optional.of(new FalseMatches("1,000 photos of 1,000 kinds and 15 manipulations", pairs, within));
    }

    /**
     * The shares among photos themselves: too high, since the duplicates among them count as well.
     *
     * @param codes of the photos
     * @return counted over all pairs of up to 2,000 photos
     */
    public static FalseMatches among(LookCodes codes) {
        long[] counts = distances(codes);
        List<Long> within = new ArrayList<>();
        long sum = 0;
        for (long count : counts) {
            sum += count;
            within.add(sum);
        }
        return new FalseMatches("these photos themselves, duplicates included", sum, within);
    }

    private static long[] distances(LookCodes codes) {
        int n = Math.min(PHOTOS_SAMPLED, codes.size());
        int[] chosen = new int[n];
        for (int i = 0; i < n; i++) {
            chosen[i] = (int) ((long) i * codes.size() / n);
        }
        LookCodes sample = codes.select(chosen);
        long[] counts = new long[codes.bits() + 1];
        for (int i = 0; i < n; i++) {
            int[] row = sample.distances(i);
            for (int j = 0; j < i; j++) {
                counts[row[j]]++;
            }
        }
        return counts;
    }

    /**
     * The share of pairs of different photos within a distance.
     *
     * @param distance 0 or more
     * @return 0 to 1
     */
    public double share(int distance) {
        if (distance < 0) {
            return 0;
        }
        int near = first(TELLING);
        if (distance >= near) {
            return (double) within.get(Math.min(distance, within.size() - 1)) / pairs;
        }
        int far = Math.max(near + 1, first(100 * TELLING));
        double slope = far < within.size() ? (log(far) - log(near)) / (far - near) : 0;
        return Math.pow(10, log(near) - slope * (near - distance));
    }

    private int first(long count) {
        for (int d = 0; d < within.size(); d++) {
            if (within.get(d) >= count) {
                return d;
            }
        }
        return within.size() - 1;
    }

    private double log(int distance) {
        return Math.log10(Math.max(1, within.get(distance)) / (double) pairs);
    }

    /**
     * The largest distance at which no more than a given number of false matches is expected.
     *
     * @param among how many pairs are compared
     * @param expected how many of them may match wrongly
     * @return −1 if not even equal codes are rare enough
     */
    public int threshold(long among, double expected) {
        int threshold = -1;
        while (threshold + 1 < within.size() && share(threshold + 1) * among <= expected) {
            threshold++;
        }
        return threshold;
    }

    /**
     * How much more alike some photos are than those counted: by how much more of their pairs are at the distance that
     * one in a hundred of the counted pairs are within.
     *
     * @param codes of photos
     * @param same pairs within this distance are left out, as probably the same picture
     * @return 1 or more; 1 for less than 50 photos, which cannot tell
     */
    double alikeness(LookCodes codes, int same) {
        int common = first(pairs / 100);
        if (codes.size() < 50 || common <= same) {
            return 1;
        }
        long[] counts = distances(codes);
        long all = 0;
        long near = 0;
        for (int d = same + 1; d < counts.length; d++) {
            all += counts[d];
            near += d <= common ? counts[d] : 0;
        }
        return all == 0 ? 1 : Math.max(1, (double) near / all / (share(common) - share(same)));
    }

    /**
     * The same for photos that are more alike.
     *
     * @param factor of all shares, at least 1
     * @return the larger shares
     */
    FalseMatches times(double factor) {
        return new FalseMatches(source, Math.max(1, Math.round(pairs / factor)), within);
    }
}
