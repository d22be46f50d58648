package deephash.duplicates;

import deephash.code.HashCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Groups photos around their largest: equal codes are searched once, however many photos have them. */
final class Grouping {

    private static final Comparator<Photo> LARGEST_FIRST = Comparator.comparingLong(Photo::pixels)
            .thenComparingLong(Photo::bytes)
            .reversed()
            .thenComparing(photo -> photo.file().toString());

    private final List<Photo> photos;
    private final int[] codeOf;
    private final List<List<Integer>> photosOf = new ArrayList<>();
    private final LookCodes.Near found;
    private final int threshold;

    Grouping(PhotoIndex.Contents contents, int threshold) {
        this.photos = contents.photos();
        this.threshold = threshold;
        LookCodes codes = contents.codes();
        codeOf = new int[codes.size()];
        Map<List<HashCode>, Integer> numbers = new LinkedHashMap<>();
        List<Integer> first = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            int number = numbers.computeIfAbsent(codes.all(i), code -> photosOf.size());
            if (number == photosOf.size()) {
                photosOf.add(new ArrayList<>());
                first.add(i);
            }
            codeOf[i] = number;
            photosOf.get(number).add(i);
        }
        found = codes.select(first.stream().mapToInt(i -> i).toArray()).within(threshold);
    }

    /**
     * The groups.
     *
     * @param expected how many pairs of different photos are to be expected within a distance
     */
    List<Duplicates.Group> groups(IntToDoubleFunction expected) {
        double[] chance = chances(expected);
        List<Integer> order = IntStream.range(0, photos.size())
                .boxed()
                .sorted((a, b) -> LARGEST_FIRST.compare(photos.get(a), photos.get(b)))
                .toList();
        BitSet taken = new BitSet();
        List<Duplicates.Group> groups = new ArrayList<>();
        for (int centre : order) {
            if (taken.get(centre)) {
                continue;
            }
            taken.set(centre);
            int[] near = found.indices()[codeOf[centre]];
            int[] distances = found.distances()[codeOf[centre]];
            List<Duplicates.Copy> copies = new ArrayList<>();
            for (int k = 0; k < near.length; k++) {
                for (int photo : photosOf.get(near[k])) {
                    if (!taken.get(photo)) {
                        taken.set(photo);
                        copies.add(new Duplicates.Copy(photos.get(photo), distances[k], chance[distances[k]]));
                    }
                }
            }
            if (!copies.isEmpty()) {
                groups.add(new Duplicates.Group(photos.get(centre), copies));
            }
        }
        groups.sort(Comparator.comparingInt(g -> -g.copies().size()));
        return groups;
    }

    /** For each distance the share of the matches within it that must be expected to be wrong. */
    private double[] chances(IntToDoubleFunction expected) {
        double[] matches = new double[threshold + 1];
        for (int code = 0; code < photosOf.size(); code++) {
            double many = photosOf.get(code).size();
            matches[0] += many * (many - 1) / 2;
            int[] near = found.indices()[code];
            int[] distances = found.distances()[code];
            for (int k = 0; k < near.length; k++) {
                if (near[k] > code) {
                    matches[distances[k]] += many * photosOf.get(near[k]).size();
                }
            }
        }
        double[] chance = new double[threshold + 1];
        double sum = 0;
        for (int d = 0; d <= threshold; d++) {
            sum += matches[d];
            chance[d] = sum == 0 ? 1 : Math.min(1, expected.applyAsDouble(d) / sum);
        }
        return chance;
    }
}
