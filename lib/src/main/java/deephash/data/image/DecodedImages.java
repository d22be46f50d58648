package deephash.data.image;

import deephash.data.pixel.Bitmap;
import deephash.data.pixel.Fit;
import deephash.data.pixel.Pixels;
import deephash.data.pixel.Resampler;
import deephash.data.source.Originals;
import deephash.data.source.PixelStore;
import java.awt.image.BufferedImage;

/**
 * Images that were decoded once, in memory or in a cache file, and still know their originals.
 *
 * @param originals as they lie on disk
 * @param pixels the shape of every image
 * @param fit how originals come to that shape
 * @param values the decoded pixels
 */
public record DecodedImages(Originals originals, Pixels pixels, Fit fit, PixelStore values) implements Images {

    @Override
    public int size() {
        return originals.size();
    }

    @Override
    public String name(int index) {
        return originals.name(index);
    }

    @Override
    public void read(int index, byte[] to, int offset) {
        values.read(index, to, offset);
    }

    @Override
    public long fingerprint(int index) {
        return values.fingerprint(index);
    }

    @Override
    public BufferedImage original(int index) {
        return originals.picture(index);
    }

    @Override
    public byte[] prepare(BufferedImage picture) {
        byte[] prepared = new byte[pixels.count()];
        Resampler.write(Bitmap.of(picture), pixels, fit, prepared, 0);
        return prepared;
    }
}
