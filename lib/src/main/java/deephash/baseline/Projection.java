package deephash.baseline;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.hash.Binarizer;
import deephash.hash.Hasher;
import java.util.Optional;

/**
 * A hasher that cuts a linear map of the pixels: what {@link Lsh}, {@link PcaSign} and {@link Itq} fit, each in its own
 * way.
 *
 * @param name {@code "LSH"}, {@code "PCA-sign"} or {@code "ITQ"}
 * @param pixels the shape of the images it was fitted to
 * @param binarizer the linear map of the pixels (each in [0, 1]) and its thresholds
 */
public record Projection(String name, Pixels pixels, Binarizer binarizer) implements Hasher {

    @Override
    public int bits() {
        return binarizer.bits();
    }

    @Override
    public Optional<Pixels> input() {
        return Optional.of(pixels);
    }

    @Override
    public HashCodes hash(Images images) {
        EachImage.requireShape(name, pixels, images);
        return EachImage.codes(name, images, bits(), (bytes, words, offset) -> {
            float[][] row = {PixelMatrix.floats(bytes)};
            HashCodes code = binarizer.codes(row);
            for (int w = 0; w < code.wordsPerCode(); w++) {
                words[offset + w] = code.word(0, w);
            }
        });
    }

    @Override
    public String toString() {
        return name + ", " + bits() + " bits, fitted to images of " + pixels;
    }
}
