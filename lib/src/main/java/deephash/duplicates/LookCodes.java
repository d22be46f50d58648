package deephash.duplicates;

import deephash.code.HashCode;
import deephash.code.HashCodes;
import deephash.code.search.BatchNeighbours;
import deephash.code.search.HammingIndex;
import deephash.code.search.Neighbour;
import deephash.hash.Matching;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The codes of photos, one or several a photo, and how those of two photos are compared: the least Hamming distance
 * over some pairs of looks, such as the whole of one photo and the middle of the other.
 *
 * @param looks for each look the codes of all photos, in one order
 * @param pairs which look at one photo is compared with which look at another
 */
public record LookCodes(List<HashCodes> looks, List<Matching.Pair> pairs) {

    /** Copies the lists. */
    public LookCodes {
        looks = List.copyOf(looks);
        pairs = List.copyOf(pairs);
    }

    /**
     * One code a photo.
     *
     * @param codes of the photos
     * @return compared with each other
     */
    public static LookCodes of(HashCodes codes) {
        return new LookCodes(List.of(codes), List.of(new Matching.Pair(0, 0)));
    }

    /**
     * How many photos there are.
     *
     * @return 0 or more
     */
    public int size() {
        return looks.get(0).size();
    }

    /**
     * The length of a code.
     *
     * @return in bits, which is the largest distance
     */
    public int bits() {
        return looks.get(0).bits();
    }

    LookCodes select(int... chosen) {
        return new LookCodes(looks.stream().map(codes -> codes.select(chosen)).toList(), pairs);
    }

    /** What a photo is known by: equal lists mean equal distances to everything. */
    List<HashCode> all(int photo) {
        return looks.stream().map(codes -> codes.get(photo)).toList();
    }

    /** The distances of one photo to all. */
    int[] distances(int photo) {
        int[] least = new int[size()];
        int[] row = new int[size()];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (Matching.Pair pair : pairs) {
            looks.get(pair.second()).distances(looks.get(pair.first()), photo, row);
            for (int j = 0; j < row.length; j++) {
                least[j] = Math.min(least[j], row[j]);
            }
        }
        return least;
    }

    /**
     * Photos near each photo.
     *
     * @param indices for each photo those near it, the photo itself included
     * @param distances as many
     */
    record Near(int[][] indices, int[][] distances) {}

    /** For each photo all that are within a distance. */
    Near within(int threshold) {
        List<BatchNeighbours> found = new ArrayList<>();
        for (Matching.Pair pair : pairs) {
            found.add(HammingIndex.of(looks.get(pair.second())).within(looks.get(pair.first()), threshold));
        }
        int[][] indices = new int[size()][];
        int[][] distances = new int[size()][];
        for (int i = 0; i < size(); i++) {
            if (found.size() == 1) {
                indices[i] = found.get(0).indices(i);
                distances[i] = found.get(0).distances(i);
                continue;
            }
            Map<Integer, Integer> least = new TreeMap<>();
            for (BatchNeighbours of : found) {
                int[] near = of.indices(i);
                int[] far = of.distances(i);
                for (int k = 0; k < near.length; k++) {
                    least.merge(near[k], far[k], Math::min);
                }
            }
            List<Map.Entry<Integer, Integer>> sorted = new ArrayList<>(least.entrySet());
            sorted.sort(Map.Entry.comparingByValue());
            indices[i] = sorted.stream().mapToInt(Map.Entry::getKey).toArray();
            distances[i] = sorted.stream().mapToInt(Map.Entry::getValue).toArray();
        }
        return new Near(indices, distances);
    }

    /** The photos nearest to the one photo of {@code query}, the nearest first. */
    List<Neighbour> nearest(LookCodes query, int count) {
        Map<Integer, Integer> least = new TreeMap<>();
        for (Matching.Pair pair : pairs) {
            HashCode code = query.looks.get(pair.first()).get(0);
            for (Neighbour near : HammingIndex.of(looks.get(pair.second())).search(code, count)) {
                least.merge(near.index(), near.distance(), Math::min);
            }
        }
        return least.entrySet().stream()
                .map(each -> new Neighbour(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingInt(Neighbour::distance))
                .limit(count)
                .toList();
    }

    /** Codes of photos from all words of each photo, look after look. */
    static LookCodes of(Matching.Member member, List<long[]> words) {
        int bits = member.hasher().bits();
        int perCode = (bits + 63) / 64;
        List<HashCodes> looks = IntStream.range(0, member.looks().size())
                .mapToObj(look -> {
                    long[] codes = new long[words.size() * perCode];
                    for (int i = 0; i < words.size(); i++) {
                        System.arraycopy(words.get(i), look * perCode, codes, i * perCode, perCode);
                    }
                    return HashCodes.of(bits, codes);
                })
                .toList();
        return new LookCodes(looks, member.pairs());
    }
}
