package deephash.metric;

import deephash.code.Digests;
import deephash.code.HashCode;
import deephash.code.HashCodes;
import deephash.code.Labels;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Images that share a code, and what ideal random codes of the same length would do (a birthday problem): n images,
 * M = 2^bits codes.
 *
 * @param bits the length of a code
 * @param images how many codes were looked at
 * @param distinct how many different codes there are
 * @param imagesSharing how many images have a code that another image has too
 * @param codesShared how many codes more than one image has
 * @param collidingPairs pairs of images with one code
 * @param differentClass those pairs that share no class; empty if nothing is labelled
 * @param differentPixels those pairs whose pictures are not identical in every pixel; empty without pictures
 * @param expectedPairs colliding pairs of random codes: n(n − 1)/2M
 * @param expectedExcess excess of random codes: n − M(1 − (1 − 1/M)^n)
 */
public record Collisions(
        int bits,
        int images,
        int distinct,
        int imagesSharing,
        int codesShared,
        long collidingPairs,
        OptionalLong differentClass,
        OptionalLong differentPixels,
        double expectedPairs,
        double expectedExcess) {

    /**
     * Counts the collisions among {@code codes}; looks at the pictures of colliding images only.
     *
     * @param codes at least one
     * @return the collisions
     */
    public static Collisions of(HashCodes codes) {
        Map<HashCode, List<Integer>> items = new LinkedHashMap<>();
        for (int i = 0; i < codes.size(); i++) {
            items.computeIfAbsent(codes.get(i), c -> new ArrayList<>(1)).add(i);
        }
        Collection<List<Integer>> shared =
                items.values().stream().filter(g -> g.size() > 1).toList();
        long pairs = shared.stream().mapToLong(g -> pairs(g.size())).sum();
        int n = codes.size();
        double m = Math.pow(2, codes.bits());
        return new Collisions(
                codes.bits(),
                n,
                items.size(),
                shared.stream().mapToInt(List::size).sum(),
                shared.size(),
                pairs,
                codes.labels().isPresent()
                        ? OptionalLong.of(differentClass(codes.labels().get(), shared))
                        : OptionalLong.empty(),
                codes.pictures().isPresent() ? OptionalLong.of(differentPixels(codes, shared)) : OptionalLong.empty(),
                n * (n - 1.0) / 2 / m,
                expectedExcess(n, m));
    }

    /**
     * Where n is far below M, the formula subtracts two nearly equal numbers; the excess then is the number of pairs.
     */
    private static double expectedExcess(int n, double m) {
        return n / m < 1e-8 ? n * (n - 1.0) / 2 / m : n + m * Math.expm1(n * Math.log1p(-1 / m));
    }

    private static long pairs(long n) {
        return n * (n - 1) / 2;
    }

    private static long differentClass(Labels labels, Collection<List<Integer>> groups) {
        long different = 0;
        for (List<Integer> group : groups) {
            Map<BitSet, Long> byClasses = new HashMap<>();
            group.forEach(i -> byClasses.merge(labels.of(i), 1L, Long::sum));
            List<Map.Entry<BitSet, Long>> kinds = new ArrayList<>(byClasses.entrySet());
            for (int a = 0; a < kinds.size(); a++) {
                if (kinds.get(a).getKey().isEmpty()) {
                    different += pairs(kinds.get(a).getValue());
                }
                for (int b = 0; b < a; b++) {
                    if (!kinds.get(a).getKey().intersects(kinds.get(b).getKey())) {
                        different += kinds.get(a).getValue() * kinds.get(b).getValue();
                    }
                }
            }
        }
        return different;
    }

    private static long differentPixels(HashCodes codes, Collection<List<Integer>> groups) {
        long different = 0;
        for (List<Integer> group : groups) {
            Map<ByteBuffer, Long> identical = new HashMap<>();
            for (int i : group) {
                BufferedImage picture = codes.get(i).picture().orElseThrow();
                identical.merge(content(picture), 1L, Long::sum);
            }
            different += pairs(group.size())
                    - identical.values().stream().mapToLong(Collisions::pairs).sum();
        }
        return different;
    }

    /** n − distinct: the collided hashes of the paper's Eq. 4. */
    public int excess() {
        return images - distinct;
    }

    /** Collided hashes / images, the paper's Eq. 4: 0 to 1. */
    public double rate() {
        return images == 0 ? 0 : (double) excess() / images;
    }

    /** The rate that random codes would have. */
    public double expectedRate() {
        return images == 0 ? 0 : expectedExcess / images;
    }

    /**
     * −log2(colliding pairs / all pairs): the length of the random codes that would collide as often. Infinite if
     * nothing collides, when all that is known is that it is more than about log2(all pairs); NaN if there are no two
     * images.
     */
    public double effectiveBits() {
        return Math.log((double) pairs(images) / collidingPairs) / Math.log(2);
    }

    /** The SHA-256 of a picture's size and pixels: a few bytes, so that any number of them can be held. */
    private static ByteBuffer content(BufferedImage picture) {
        int w = picture.getWidth();
        int h = picture.getHeight();
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (2 + w * h));
        bytes.putInt(w).putInt(h).asIntBuffer().put(picture.getRGB(0, 0, w, h, null, 0, w));
        return ByteBuffer.wrap(Digests.sha256().digest(bytes.array()));
    }
}
