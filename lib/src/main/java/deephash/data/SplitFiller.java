package deephash.data;

import deephash.data.image.DecodedImages;
import deephash.data.image.Thumbnails;
import deephash.data.source.PixelStore;
import deephash.progress.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills the splits so that they share no image, queries first: an image whose pixels are already in another split is
 * passed over, and, if that is asked for, an image that is nearly one of another split. Within one split, equal images
 * stay.
 */
final class SplitFiller {

    /** Images that are compared with other splits at a time. */
    private static final int LOOK_AHEAD = 1024;

    private final int[] decoded;
    private final DecodedImages images;
    private final double alike;
    private final Map<Long, Integer> owner = new HashMap<>();
    private final int[][] splits = {{}, {}, {}};
    private final List<Thumbnails> filled = new ArrayList<>();
    private final List<String> notes;
    private int equal;
    private int near;

    /**
     * Nothing filled yet.
     *
     * @param decoded the images, as numbers in the catalog, in ascending order
     * @param images the same, decoded
     * @param alike as in {@link LoadOptions}
     * @param notes to which is added what a user should know
     */
    SplitFiller(int[] decoded, DecodedImages images, double alike, List<String> notes) {
        this.decoded = decoded;
        this.images = images;
        this.alike = alike;
        this.notes = notes;
    }

    /** The places of the images of train, database and query among those that were decoded. */
    int[][] fill(List<SplitPools.Pool> pools) {
        for (SplitPools.Pool pool : pools) {
            int at = 0;
            for (int split = SplitPools.QUERY; split >= SplitPools.TRAIN; split--) {
                if (pool.wanted()[split] > 0) {
                    at = fill(pool, at, split);
                }
            }
        }
        if (equal > 0) {
            notes.add(passedOver(
                    equal, "the same pixels as an image in another split", "so that the splits stay disjoint"));
        }
        if (near > 0) {
            notes.add(passedOver(near, "a near-duplicate in another split", "as asked"));
        }
        return splits;
    }

    private static String passedOver(int count, String why, String what) {
        return count + (count == 1 ? " image has " : " images have ") + why + ", and " + (count == 1 ? "was" : "were")
                + " passed over, " + what + ".";
    }

    /** Takes images for one split from a place in the pool's order on, and returns the place after the last. */
    private int fill(SplitPools.Pool pool, int from, int split) {
        int[] taken = new int[pool.wanted()[split]];
        int size = 0;
        int at = from;
        int[] order = pool.order();
        boolean[] known = {};
        int knownFrom = from;
        for (; size < taken.length && at < order.length; at++) {
            int image = Arrays.binarySearch(decoded, order[at]);
            if (image < 0) {
                break;
            }
            long print = images.fingerprint(image);
            if (print == PixelStore.BROKEN) {
                continue;
            }
            Integer other = owner.get(print);
            if (other != null && other != split) {
                equal++;
                continue;
            }
            if (alike > 0) {
                if (at >= knownFrom + known.length) {
                    knownFrom = at;
                    known = near(order, at, Math.max(LOOK_AHEAD, taken.length - size));
                }
                if (known[at - knownFrom]) {
                    near++;
                    continue;
                }
            }
            owner.put(print, split);
            taken[size++] = image;
        }
        splits[split] = Arrays.copyOf(taken, size);
        if (alike > 0 && split > SplitPools.TRAIN) {
            filled.add(Thumbnails.of(images.select(splits[split])));
        }
        if (size < taken.length) {
            notes.add("The " + SplitPools.SPLITS.get(split) + " split has " + size + " images instead of "
                    + taken.length + ", because broken, equal or near-duplicate ones could not be replaced.");
        }
        return at;
    }

    /** For some images from a place in the order on: whether each is nearly one of a split that is filled. */
    private boolean[] near(int[] order, int from, int count) {
        int[] looked = Arrays.stream(order, from, Math.min(order.length, from + count))
                .map(i -> Arrays.binarySearch(decoded, i))
                .takeWhile(i -> i >= 0)
                .toArray();
        boolean[] near = new boolean[looked.length];
        if (filled.isEmpty()) {
            return near;
        }
        // broken images have no pixels that mean anything, and are never asked for
        Thumbnails thumbnails = Thumbnails.of(images.select(looked));
        Parallel.chunks("Looking for near-duplicates", "images", near.length, 64, (low, high) -> {
            for (int i = low; i < high; i++) {
                for (Thumbnails others : filled) {
                    near[i] |= others.nearest(thumbnails, i, alike, -1) >= 0;
                }
            }
        });
        return near;
    }
}
