package deephash.data;

import deephash.code.Digests;
import deephash.code.Labels;
import deephash.data.image.Images;
import deephash.data.image.JoinedImages;
import deephash.data.pixel.Pixels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One part of a data set: its images and their labels.
 *
 * @param name {@code "train"}, {@code "database"} or {@code "query"}
 * @param images shape (size, channels, height, width)
 * @param labels as many as images
 */
public record Split(String name, Images images, Labels labels) {

    /** Checks that there are as many labels as images. */
    public Split {
        if (images.size() != labels.size()) {
            throw new IllegalArgumentException(
                    "Split \"" + name + "\" has " + images.size() + " images, but " + labels.size() + " labels.");
        }
    }

    /** How many images there are. */
    public int size() {
        return images.size();
    }

    /**
     * The items at {@code indices}, in that order.
     *
     * @param indices each 0 ≤ index &lt; {@link #size()}
     * @return the selected items
     */
    public Split select(int... indices) {
        return new Split(name, images.select(indices), labels.select(indices));
    }

    /**
     * These images and then those of another split of the same shape, under this one's name.
     *
     * @throws IllegalArgumentException if the classes differ
     */
    Split and(Split other) {
        return new Split(name, new JoinedImages(images, other.images), labels.and(other.labels));
    }

    /** How many images each class has, in the order of the classes; an image of several classes counts in each. */
    public Map<String, Integer> classCounts() {
        int[] counts = new int[labels.classes().size()];
        for (int i = 0; i < size(); i++) {
            labels.of(i).stream().forEach(c -> counts[c]++);
        }
        Map<String, Integer> named = new LinkedHashMap<>();
        for (int c = 0; c < counts.length; c++) {
            named.merge(labels.classes().get(c), counts[c], Integer::sum);
        }
        return named;
    }

    /** 128 bits as hexadecimal text that depend on every pixel, every label and the order of the images. */
    public String fingerprint() {
        MessageDigest digest = Digests.sha256();
        Pixels pixels = images.pixels();
        digest.update((pixels + "\n" + String.join("\n", labels.classes()) + "\n").getBytes(StandardCharsets.UTF_8));
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
        for (int i = 0; i < size(); i++) {
            digest.update(number.clear().putLong(images.fingerprint(i)).array());
            digest.update(labels.of(i).toByteArray());
            digest.update((byte) '\n');
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}
