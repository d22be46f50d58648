package deephash.model.block;

import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The order in which a network is given the pixels of an image. An image that can be halved {@code levels} times is a
 * grid of cells of 2^levels × 2^levels pixels; the cells come row by row, and inside a cell the pixels come in the
 * order of a quadtree (Morton, 1966): four quadrants, each of four quadrants, and so on. The channels of a pixel lie
 * side by side.
 *
 * <p>In this order the 4 · C inputs of every 2×2 window of stride 2 are contiguous, on every level. So (B, P, C)
 * reshaped to (B, P/4, 4C) is the input of the convolution as a matrix, and the result is in the same order, one level
 * up. Layers that treat all positions alike (SimAM, normalisation, the loss) need not know the order.
 */
public final class QuadOrder {

    /** Above this size, in bytes, several threads are quicker than one. */
    private static final int MANY_BYTES = 1 << 20;

    private final Pixels pixels;
    private final int levels;
    private final int[] from;

    /**
     * The order for images of one shape.
     *
     * @param pixels the shape; height and width are multiples of 2^levels
     * @param levels how often the image is halved, at least 0
     */
    public QuadOrder(Pixels pixels, int levels) {
        int side = 1 << levels;
        if (pixels.height() % side != 0 || pixels.width() % side != 0) {
            throw new IllegalArgumentException("Images of " + pixels + " cannot be halved " + levels + " times: "
                    + pixels.width() + "×" + pixels.height() + " is no multiple of " + side + " pixels both ways.");
        }
        this.pixels = pixels;
        this.levels = levels;
        this.from = new int[pixels.count()];
        int plane = pixels.height() * pixels.width();
        int cellsAcross = pixels.width() >> levels;
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                int cell = (y >> levels) * cellsAcross + (x >> levels);
                int position = (cell << (2 * levels)) | interleave(y & (side - 1), x & (side - 1));
                for (int c = 0; c < pixels.channels(); c++) {
                    from[position * pixels.channels() + c] = c * plane + y * pixels.width() + x;
                }
            }
        }
    }

    private static int interleave(int y, int x) {
        int morton = 0;
        for (int bit = 0; bit < 15; bit++) {
            morton |= (x >> bit & 1) << (2 * bit) | (y >> bit & 1) << (2 * bit + 1);
        }
        return morton;
    }

    /** For each pixel of a channel, row by row, its position in this order. */
    int[] positions() {
        int[] positions = new int[from.length / pixels.channels()];
        for (int position = 0; position < positions.length; position++) {
            positions[from[position * pixels.channels()]] = position;
        }
        return positions;
    }

    /** The shape of the images. */
    public Pixels pixels() {
        return pixels;
    }

    /**
     * The order of one value a position after the image has been halved.
     *
     * @param times how often, 0 to the levels of this order
     */
    public QuadOrder halved(int times) {
        return new QuadOrder(new Pixels(1, pixels.height() >> times, pixels.width() >> times), levels - times);
    }

    /**
     * One image in this order.
     *
     * @param image channel by channel, row by row, as {@code Images.read} gives it
     */
    public byte[] arranged(byte[] image) {
        byte[] arranged = new byte[from.length];
        for (int i = 0; i < from.length; i++) {
            arranged[i] = image[from[i]];
        }
        return arranged;
    }

    /**
     * Reads images in this order, one after the other; many at once on all cores.
     *
     * @param images of the shape of this order
     * @param items which of them
     * @return as many unsigned bytes, outside the heap
     */
    public ByteBuffer read(Images images, int... items) {
        return arranged(items.length, MANY_BYTES, i -> {
            byte[] image = new byte[from.length];
            images.read(items[i], image, 0);
            return image;
        });
    }

    /**
     * Images in this order, one after the other, made on all cores.
     *
     * @param count how many
     * @param image makes an image of the shape of this order, channel by channel, row by row; called from several
     *     threads
     * @return as many unsigned bytes, outside the heap
     */
    public ByteBuffer arranged(int count, IntFunction<byte[]> image) {
        return arranged(count, 0, image);
    }

    private ByteBuffer arranged(int count, int few, IntFunction<byte[]> made) {
        ByteBuffer batch = ByteBuffer.allocateDirect(Math.multiplyExact(count, from.length));
        IntStream all = IntStream.range(0, count);
        (batch.capacity() > few ? all.parallel() : all).forEach(i -> {
            byte[] image = made.apply(i);
            batch.put(i * from.length, isAsGiven() ? image : arranged(image));
        });
        return batch;
    }

    private boolean isAsGiven() {
        return levels == 0 && pixels.channels() == 1;
    }

    /**
     * The way back: from this order to channel by channel, row by row.
     *
     * @param arranged values in this order, from {@code offset} on
     * @param offset the first position in {@code arranged}
     * @return {@code pixels().count()} values
     */
    public float[] restore(float[] arranged, int offset) {
        float[] image = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            image[from[i]] = arranged[offset + i];
        }
        return image;
    }
}
