package deephash.encoder;

import deephash.code.Digests;
import deephash.code.file.NumPyArray;
import deephash.data.cache.Cache;
import deephash.data.image.Images;
import deephash.progress.Screen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Features on disk, found again by content: by the network, what was done to the images, and the pixels of each. NumPy
 * reads them too.
 */
final class FeatureStore {

    /** Fewer images are computed again: that is quicker than looking for their features. */
    private static final int FEWEST = 256;

    private FeatureStore() {}

    static float[][] keptOr(String name, String recipe, Images images, Supplier<float[][]> compute) {
        if (images.size() < FEWEST) {
            return compute.get();
        }
        Path file = Cache.place("features")
                .resolve(name.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + key(recipe, images) + ".npy");
        Optional<float[][]> kept = read(file, images.size());
        if (kept.isPresent()) {
            return kept.get();
        }
        float[][] features = compute.get();
        try {
            Files.createDirectories(file.getParent());
            NumPyArray.write(features, file);
        } catch (IOException e) {
            Screen.current().say("The features could not be kept in " + file + ": " + e.getMessage());
        }
        return features;
    }

    private static Optional<float[][]> read(Path file, int size) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            float[][] rows = NumPyArray.open(file).rows();
            Cache.used(file);
            return rows.length == size ? Optional.of(rows) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // damaged, or being written: they are computed again
            return Optional.empty();
        }
    }

    private static String key(String recipe, Images images) {
        MessageDigest digest = Digests.sha256();
        digest.update((recipe + "\n" + images.pixels() + "\n").getBytes(StandardCharsets.UTF_8));
        ByteBuffer fingerprint = ByteBuffer.allocate(Long.BYTES);
        for (int i = 0; i < images.size(); i++) {
            digest.update(fingerprint.putLong(0, images.fingerprint(i)).array());
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 12);
    }
}
