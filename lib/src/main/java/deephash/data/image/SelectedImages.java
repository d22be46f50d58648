package deephash.data.image;

import deephash.data.pixel.Pixels;
import java.awt.image.BufferedImage;

/** Some of the images of another collection, in any order. */
record SelectedImages(Images all, int[] indices) implements Images {

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public Pixels pixels() {
        return all.pixels();
    }

    @Override
    public String name(int index) {
        return all.name(indices[index]);
    }

    @Override
    public void read(int index, byte[] to, int offset) {
        all.read(indices[index], to, offset);
    }

    @Override
    public BufferedImage original(int index) {
        return all.original(indices[index]);
    }

    @Override
    public byte[] prepare(BufferedImage picture) {
        return all.prepare(picture);
    }

    @Override
    public long fingerprint(int index) {
        return all.fingerprint(indices[index]);
    }
}
