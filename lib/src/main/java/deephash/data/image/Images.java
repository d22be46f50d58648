package deephash.data.image;

import deephash.code.Pictures;
import deephash.data.pixel.Bitmap;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.data.pixel.Resampler;
import deephash.data.source.DatasetException;
import deephash.data.source.Fingerprint;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/**
 * Images of one shape, (size, channels, height, width), one unsigned byte a value. They may lie in memory or in a file;
 * either way {@link #read} is cheap and safe from several threads.
 */
public interface Images extends Pictures {

    /** The shape of every image. */
    Pixels pixels();

    /**
     * Copies one image: channel by channel, row by row, {@code pixels().count()} unsigned bytes.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @param to where to
     * @param offset the first position in {@code to}
     */
    void read(int index, byte[] to, int offset);

    /**
     * The images at {@code indices}, in that order; copies nothing.
     *
     * @param indices each 0 ≤ index &lt; {@link #size()}
     * @return the selected images
     */
    default Images select(int... indices) {
        return new SelectedImages(this, indices.clone());
    }

    /**
     * The image as it was found, at its full size and in colour: what a manipulation (JPEG, cropping, blur) is applied
     * to. Images that were made in memory have none but {@link #picture}.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @return the original
     */
    default BufferedImage original(int index) {
        return picture(index);
    }

    /**
     * Brings any picture to the shape of these images, just as their originals were: a manipulated original becomes
     * what a model is given.
     *
     * @param picture of any size
     * @return {@code pixels().count()} unsigned bytes, channel by channel, row by row
     */
    default byte[] prepare(BufferedImage picture) {
        byte[] prepared = new byte[pixels().count()];
        Resampler.write(Bitmap.of(picture), pixels(), Fit.STRETCH, prepared, 0);
        return prepared;
    }

    /**
     * Brings image files to the shape of these images, just as their originals were: {@code DeepHash.hash(model,
     * data.database().images().prepare(Path.of("mine.jpg")))} is what to search with.
     *
     * @param files images of any size
     * @return the images
     * @throws DatasetException if a file cannot be read; says which, and why
     */
    default Images prepare(Path... files) {
        return OwnImages.read(this, List.of(files));
    }

    /**
     * 64 bits that tell the pixels of one image from those of others: equal for equal pixels, never 0.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @return the fingerprint
     */
    default long fingerprint(int index) {
        byte[] values = new byte[pixels().count()];
        read(index, values, 0);
        return Fingerprint.of(values, 0, values.length);
    }

    /**
     * Images in memory.
     *
     * @param pixels the shape of each
     * @param values image after image, each {@code pixels.count()} unsigned bytes
     * @return the images
     */
    static Images of(Pixels pixels, byte[] values) {
        return new MemoryImages(pixels, values.clone());
    }

    /**
     * Pictures of any size and kind, brought to one shape.
     *
     * @param pixels the shape of each
     * @param pictures of any size
     * @return the images
     * @throws IllegalArgumentException if one is null, which {@code ImageIO.read} gives for a file that it cannot read
     */
    static Images of(Pixels pixels, List<BufferedImage> pictures) {
        byte[] values = new byte[Math.multiplyExact(pictures.size(), pixels.count())];
        for (int i = 0; i < pictures.size(); i++) {
            if (pictures.get(i) == null) {
                throw new IllegalArgumentException("Picture " + i + " is null, as ImageIO.read gives it for a file that"
                        + " is no image or damaged. Leave it out, or read files with images.prepare(files), which says"
                        + " what is wrong.");
            }
            Resampler.write(Bitmap.of(pictures.get(i)), pixels, Fit.STRETCH, values, i * pixels.count());
        }
        return new MemoryImages(pixels, values);
    }

    /**
     * Image files whose bytes are in memory, from a database, a message or a cluster, brought to one shape: the same
     * pixels, and so the same codes, as loading these files gives.
     *
     * @param pixels the shape of each; a model's is {@code model.pixels()}
     * @param fit how they come to that shape; the same as that of the data the model was trained on
     * @param files the bytes of JPEG, PNG, WebP, BMP or GIF files; not copied, so they must not change
     * @return the images
     * @throws DatasetException if one cannot be read; says which, and why
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    static Images ofFiles(Pixels pixels, Fit fit, List<byte[]> files) {
        return EncodedImages.read(pixels, fit, files);
    }

    @Override
    default BufferedImage picture(int index) {
        byte[] values = new byte[pixels().count()];
        read(index, values, 0);
        return Bitmap.toImage(pixels(), values);
    }
}
