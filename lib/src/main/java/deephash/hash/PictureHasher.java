package deephash.hash;

import deephash.code.HashCodes;
import deephash.data.image.Images;
import deephash.picture.Picture;
import deephash.progress.Parallel;

/**
 * A hasher that looks at whole pictures, at the size they have, instead of at images of one shape. Of {@link Images} it
 * takes the originals, where there are any.
 */
public interface PictureHasher extends Hasher {

    /**
     * The code of one picture; called from several threads.
     *
     * @param picture of any size
     * @return ceil(bits / 64) words: bit j is bit j mod 64 (least significant first) of word j / 64, unused bits are 0
     */
    long[] code(Picture picture);

    @Override
    default HashCodes hash(Images images) {
        int perCode = (bits() + 63) / 64;
        long[] words = new long[Math.multiplyExact(images.size(), perCode)];
        Parallel.chunks("Hashing with " + name(), "images", images.size(), 16, (from, to) -> {
            for (int i = from; i < to; i++) {
                System.arraycopy(code(Picture.of(images.original(i))), 0, words, i * perCode, perCode);
            }
        });
        return HashCodes.of(bits(), words);
    }
}
