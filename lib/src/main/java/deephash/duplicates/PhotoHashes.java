package deephash.duplicates;

import deephash.baseline.AverageHash;
import deephash.baseline.BlockHash;
import deephash.baseline.DifferenceHash;
import deephash.baseline.Pdq;
import deephash.baseline.PerceptualHash;
import deephash.code.Digests;
import deephash.copy.CopyHash;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.data.source.PictureFile;
import deephash.hash.Hasher;
import deephash.hash.Matching;
import deephash.hash.PictureHasher;
import deephash.picture.Picture;
import deephash.picture.Resize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The hashes for photos by name, and how a photo of any size is given to one. */
public final class PhotoHashes {

    /** Larger pictures are shrunk until a side has less than twice this many pixels: no hash here sees more. */
    private static final int ENOUGH = 480;

    /** Changes when photos are made small in another way, which changes some bits of their codes. */
    private static final String SHRUNK = "2 ";

    /** Made when they are asked for: the learned one reads a file. */
    private static final Map<String, Supplier<Matching>> NAMED = named();

    private PhotoHashes() {}

    private static Map<String, Supplier<Matching>> named() {
        Map<String, Supplier<Matching>> named = new LinkedHashMap<>();
        named.put("pdq", () -> Matching.of(Pdq.of()));
        named.put("phash", () -> Matching.of(PerceptualHash.imagehash()));
        named.put("dhash", () -> Matching.of(DifferenceHash.imagehash()));
        named.put("ahash", () -> Matching.of(AverageHash.imagehash()));
        named.put("blockhash", () -> Matching.of(BlockHash.of()));
        named.put("copy", () -> Matching.of(CopyHash.bundled().mirrored()));
        named.put("copy-thorough", () -> CopyHash.bundled().thorough().bothWays());
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
     * A hash by its name, with how its codes are compared. {@code "copy"} is the bundled learned hash, mirrored; {@code
     * "copy-thorough"} has a second code of the middle of each photo.
     *
     * @param name such as {@code "pdq"}
     * @return one hasher, and which of its looks at two photos are compared
     * @throws IllegalArgumentException if there is none; names those there are
     */
    public static Matching named(String name) {
        Supplier<Matching> known = NAMED.get(name.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw new IllegalArgumentException("No hash \"" + name + "\". Known: " + String.join(", ", names()) + ".");
        }
        return known.get();
    }

    /**
     * The codes of photos, each look at which is brought to the hasher's shape.
     *
     * @param photos of any size; made small before, by {@link #read} or {@link #shrunk}
     * @return for each photo the words of all its looks, one after the other
     */
    static List<long[]> codes(Matching.Member member, List<Picture> photos) {
        Hasher hasher = member.hasher();
        int perCode = (hasher.bits() + 63) / 64;
        List<Picture> looks = photos.stream()
                .flatMap(photo -> member.looks().stream().map(look -> look.apply(photo)))
                .toList();
        long[] words = words(hasher, looks);
        int perPhoto = member.looks().size() * perCode;
        return IntStream.range(0, photos.size())
                .mapToObj(i -> Arrays.copyOfRange(words, i * perPhoto, (i + 1) * perPhoto))
                .toList();
    }

    private static long[] words(Hasher hasher, List<Picture> pictures) {
        if (hasher instanceof PictureHasher whole) {
            return pictures.stream()
                    .flatMapToLong(p -> LongStream.of(whole.code(p)))
                    .toArray();
        }
        Pixels shape = hasher.input().orElse(Pixels.grey(64));
        Images images = Images.of(shape, pictures.stream().map(Picture::toImage).toList());
        if (hasher instanceof CopyHash) {
            return hasher.hash(images).toWords();
        }
        synchronized (hasher) { // a network may serve one thread at a time
            return hasher.hash(images).toWords();
        }
    }

    /**
     * A photo as hashes see it.
     *
     * @param picture not larger than needed
     * @param width of the whole photo, in pixels
     * @param height of the whole photo, in pixels
     */
    record Shrunk(Picture picture, int width, int height) {}

    /** Reads a photo; large JPEG files are not decoded whole. */
    static Shrunk read(Path file) throws IOException {
        PictureFile.Reduced reduced = PictureFile.readReduced(file, ENOUGH);
        Picture picture = Picture.of(reduced.image());
        return new Shrunk(reduced.isEighth() ? halved(picture) : shrunk(picture), reduced.width(), reduced.height());
    }

    /** Means of squares of whole pixels: fast, and without the patterns that leaving pixels out would make. */
    static Picture shrunk(Picture picture) {
        // by 8 first, as JPEG files are read: a photo has the same code in whichever format
        return longer(picture) >= 8 * ENOUGH ? halved(by(8, picture)) : halved(picture);
    }

    private static Picture halved(Picture picture) {
        return by(longer(picture) / ENOUGH, picture);
    }

    private static int longer(Picture picture) {
        return Math.max(picture.width(), picture.height());
    }

    private static Picture by(int factor, Picture picture) {
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
                Arrays.fill(sums, area / 2);
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

    /** Tells a hash from others and from other versions of itself: from its name and its codes of drawn pictures. */
    static String fingerprint(Matching matching) {
        Matching.Member member = matching.members().get(0);
        StringBuilder text = new StringBuilder(SHRUNK)
                .append(matching.name())
                .append(' ')
                .append(member.hasher().bits());
        List<Picture> drawn =
                IntStream.rangeClosed(1, 4).mapToObj(PhotoHashes::drawn).toList();
        for (long[] words : codes(member, drawn)) {
            for (long word : words) {
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
