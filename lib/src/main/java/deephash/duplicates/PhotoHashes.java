package deephash.duplicates;

import deephash.baseline.AverageHash;
import deephash.baseline.BlockHash;
import deephash.baseline.DifferenceHash;
import deephash.baseline.Pdq;
import deephash.baseline.PerceptualHash;
import deephash.code.Digests;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.hash.Hasher;
import deephash.hash.PictureHasher;
import deephash.picture.Picture;
import deephash.picture.Resize;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hashes for photos by name, and how a photo of any size is given to one. */
public final class PhotoHashes {

    /** Larger pictures are shrunk until a side has less than twice this many pixels: no hash here sees more. */
    private static final int ENOUGH = 512;

    private static final Map<String, Hasher> NAMED = named();

    private PhotoHashes() {}

    private static Map<String, Hasher> named() {
        Map<String, Hasher> named = new LinkedHashMap<>();
        named.put("pdq", Pdq.of());
        named.put("phash", PerceptualHash.imagehash());
        named.put("dhash", DifferenceHash.imagehash());
        named.put("ahash", AverageHash.imagehash());
        named.put("blockhash", BlockHash.of());
        return named;
    }

    /**
     * The names that {@link #named(String)} knows.
     *
     * @return the default first
     */
    public static List<String> names() {
        return List.copyOf(NAMED.keySet());
    }

    /**
     * A hash by its name.
     *
     * @param name such as {@code "pdq"}
     * @return the hasher
     * @throws IllegalArgumentException if there is none; names those there are
     */
    public static Hasher named(String name) {
        Hasher hasher = NAMED.get(name.toLowerCase(java.util.Locale.ROOT));
        if (hasher == null) {
            throw new IllegalArgumentException("No hash \"" + name + "\". Known: " + String.join(", ", names()) + ".");
        }
        return hasher;
    }

    /** The code of a photo: pictures larger than needed are shrunk first, others brought to the hasher's shape. */
    static long[] code(Hasher hasher, Picture photo) {
        Picture picture = shrunk(photo);
        if (hasher instanceof PictureHasher whole) {
            return whole.code(picture);
        }
        Pixels shape = hasher.input().orElse(Pixels.grey(64));
        synchronized (hasher) { // a network may serve one thread at a time
            return hasher.hash(Images.of(shape, List.of(picture.toImage()))).toWords();
        }
    }

    /** Means of squares of whole pixels: fast, and without the patterns that leaving pixels out would make. */
    static Picture shrunk(Picture picture) {
        int factor = Math.max(picture.width(), picture.height()) / ENOUGH;
        if (factor < 2 || Math.min(picture.width(), picture.height()) < factor) {
            return picture;
        }
        int width = picture.width() / factor;
        int height = picture.height() / factor;
        return picture.eachPlane(width, height, plane -> {
            byte[] to = new byte[width * height];
            int[] sums = new int[width];
            int area = factor * factor;
            for (int y = 0; y < height; y++) {
                java.util.Arrays.fill(sums, area / 2);
                for (int row = y * factor; row < (y + 1) * factor; row++) {
                    int at = row * picture.width();
                    for (int x = 0; x < width; x++) {
                        for (int k = 0; k < factor; k++) {
                            sums[x] += plane[at++] & 255;
                        }
                    }
                }
                for (int x = 0; x < width; x++) {
                    to[y * width + x] = (byte) (sums[x] / area);
                }
            }
            return to;
        });
    }

    /** Tells this hasher from others and from other versions of itself: from its name and its codes of drawn pictures. */
    static String fingerprint(Hasher hasher) {
        StringBuilder text = new StringBuilder(hasher.name()).append(' ').append(hasher.bits());
        for (int kind = 1; kind <= 4; kind++) {
            for (long word : code(hasher, drawn(kind))) {
                text.append(' ').append(Long.toHexString(word));
            }
        }
        byte[] digest = Digests.sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, 16);
    }

    private static Picture drawn(int kind) {
        byte[][] planes = new byte[3][24 * 24];
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < planes[c].length; i++) {
                int x = i % 24;
                int y = i / 24;
                planes[c][i] = (byte) (x * y * kind + (x * (c + kind) ^ y * 3) * 5);
            }
        }
        return Resize.BICUBIC.apply(new Picture(24, 24, planes), 96, 72);
    }
}
