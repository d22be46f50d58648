package deephash.baseline;

import deephash.code.HashCodes;
import deephash.data.Images;
import deephash.data.Pixels;
import deephash.hash.Binarizer;

/** Codes from a linear map of the pixels, each in [0, 1]. */
record Projection(String name, Pixels pixels, Binarizer binarizer) {

    HashCodes codes(Images images) {
        EachImage.requireShape(name, pixels, images);
        return EachImage.codes(name, images, binarizer.bits(), (bytes, words, offset) -> {
            float[][] row = {PixelMatrix.floats(bytes)};
            HashCodes code = binarizer.codes(row);
            for (int w = 0; w < code.wordsPerCode(); w++) {
                words[offset + w] = code.word(0, w);
            }
        });
    }
}
