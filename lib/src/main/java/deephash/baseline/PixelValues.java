package deephash.baseline;

import deephash.data.image.Images;
import deephash.hash.Embedding;
import deephash.progress.Parallel;

/** The pixels themselves, each in [0, 1]: nearest neighbours without any hashing. */
public final class PixelValues implements Embedding {

    private static final int IMAGES_A_CHUNK = 256;

    @Override
    public String name() {
        return "pixels";
    }

    @Override
    public float[][] features(Images images) {
        float[][] features = new float[images.size()][];
        Parallel.chunks("Reading pixels", "images", images.size(), IMAGES_A_CHUNK, (from, to) -> {
            byte[] bytes = new byte[images.pixels().count()];
            for (int i = from; i < to; i++) {
                images.read(i, bytes, 0);
                features[i] = PixelMatrix.floats(bytes);
            }
        });
        return features;
    }

    @Override
    public String toString() {
        return "the pixels of an image, as real values";
    }
}
