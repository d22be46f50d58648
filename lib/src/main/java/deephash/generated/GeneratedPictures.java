package deephash.generated;

import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.progress.Parallel;

/**
 * Colour pictures of 64×64 pixels that are computed from a seed: no data set, no licence. Picture i of a seed is the
 * same in every set of that seed, whatever the size of the set, the machine and the number of its cores.
 *
 * <p>A two-core machine makes about a thousand in a second. {@code DeepHash.show(GeneratedPictures.of(100, 7))} shows
 * a hundred.
 */
public final class GeneratedPictures implements Images {

    private static final Pixels PIXELS = Pixels.colour(Canvas.SIDE);

    /** The most pictures made at a time; they take 12 GB. */
    private static final int MOST = 1_000_000;

    private final byte[][] pictures;

    private GeneratedPictures(byte[][] pictures) {
        this.pictures = pictures;
    }

    /**
     * Makes pictures, on all cores, with a bar if it takes long.
     *
     * @param count how many, 0 to 1,000,000; each takes 12 KB
     * @param seed of all of them
     * @return the pictures
     * @throws IllegalArgumentException if there are too many
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static GeneratedPictures of(int count, long seed) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException(
                    "0 to 1,000,000 pictures can be generated at once (12 KB each), not " + count + ".");
        }
        Painter painter = new Painter(seed);
        byte[][] pictures = new byte[count][];
        Parallel.chunks("Generating pictures", "pictures", count, 16, (from, to) -> {
            for (int i = from; i < to; i++) {
                pictures[i] = painter.paint(Painter.Kind.MIXTURE, new Dice(seed, 3, i))
                        .bytes();
            }
        });
        return new GeneratedPictures(pictures);
    }

    @Override
    public Pixels pixels() {
        return PIXELS;
    }

    @Override
    public int size() {
        return pictures.length;
    }

    @Override
    public String name(int index) {
        return "generated picture " + index;
    }

    @Override
    public void read(int index, byte[] to, int offset) {
        System.arraycopy(pictures[index], 0, to, offset, PIXELS.count());
    }

    @Override
    public String toString() {
        return pictures.length + " generated pictures, " + PIXELS;
    }
}
