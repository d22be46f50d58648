package deephash.data;

import deephash.data.image.Images;
import deephash.data.image.Thumbnails;
import deephash.progress.Parallel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Images of one split that are nearly the same as one of another: a picture stored twice with another compression,
 * size, brightness or contrast. They make retrieval look better than it is.
 *
 * <p>The rule: each image is made grey and brought to 16×16 by the antialiased triangle; two images are near-duplicates
 * if the (Pearson) correlation of these 256 values is at least {@link #USUAL}, or a limit of your own. Images whose
 * thumbnail is all but flat (standard deviation below 2 of 255) have nothing to compare and count as unlike all others.
 * Mirrored, turned or clearly cropped copies are not found.
 *
 * @param first the split whose images were looked up
 * @param second the split in which their like was looked for
 * @param correlation from which two images count
 * @param pairs the most alike first; each image of {@code first} at most once, with the image most like it
 */
public record NearDuplicates(Split first, Split second, double correlation, List<Pair> pairs) {

    /**
     * The limit that {@link LoadOptions#withoutNearDuplicates()} takes; {@code tests/bench/near-duplicates.md} says how
     * it was found.
     */
    public static final double USUAL = 0.97;

    /** Copies the list. */
    public NearDuplicates {
        check(correlation);
        pairs = List.copyOf(pairs);
    }

    /**
     * Two images that are nearly the same.
     *
     * @param first place of the one in the first split
     * @param second place of the other in the second split
     * @param correlation of their thumbnails, at most 1
     * @param equal whether all their pixels are equal
     */
    public record Pair(int first, int second, double correlation, boolean equal) {}

    /**
     * Finds them, comparing every image with every other, on all cores: about a second for 100 million pairs. Given the
     * same split twice, it finds the images of the split that are nearly alike.
     *
     * @param first one split
     * @param second the other, or the same
     * @param correlation from which two images count, above 0.5 and at most 1
     * @return the images that are nearly alike
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static NearDuplicates between(Split first, Split second, double correlation) {
        check(correlation);
        Thumbnails ones = Thumbnails.of(first.images());
        Thumbnails others = Thumbnails.of(second.images());
        // within one split an image is no duplicate of itself, and two that are most alike are one pair
        boolean same = first.images() == second.images();
        int[] nearest = new int[first.size()];
        Parallel.chunks("Looking for near-duplicates", "images", first.size(), 64, (from, to) -> {
            for (int i = from; i < to; i++) {
                nearest[i] = others.nearest(ones, i, correlation, same ? i : -1);
            }
        });
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < nearest.length; i++) {
            boolean again = same && nearest[i] >= 0 && nearest[i] < i && nearest[nearest[i]] == i;
            if (nearest[i] >= 0 && !again) {
                boolean equal = first.images().fingerprint(i) == second.images().fingerprint(nearest[i]);
                pairs.add(new Pair(i, nearest[i], ones.correlation(i, others, nearest[i]), equal));
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::correlation).reversed().thenComparing(Pair::first));
        return new NearDuplicates(first, second, correlation, pairs);
    }

    static void check(double correlation) {
        if (!(correlation > 0.5 && correlation <= 1)) {
            throw new IllegalArgumentException("Near-duplicates are told by a correlation above 0.5 and at most 1, not "
                    + correlation + ". " + USUAL + " finds copies and little else.");
        }
    }

    /** How many there are. */
    public int size() {
        return pairs.size();
    }

    /** The images of the first split, to look at above {@link #seconds()}. */
    public Images firsts() {
        return first.images().select(pairs.stream().mapToInt(Pair::first).toArray());
    }

    /** For each of {@link #firsts()} the image of the second split that is most like it. */
    public Images seconds() {
        return second.images().select(pairs.stream().mapToInt(Pair::second).toArray());
    }

    @Override
    public String toString() {
        long equal = pairs.stream().filter(Pair::equal).count();
        return String.format(
                Locale.ROOT,
                "%,d of %,d %s images have a near-duplicate among the %,d %s images (correlation at least %s)%s",
                size(),
                first.size(),
                first.name(),
                second.size(),
                second.name(),
                correlation,
                equal == 0 ? "" : ", " + equal + " of them with equal pixels");
    }
}
