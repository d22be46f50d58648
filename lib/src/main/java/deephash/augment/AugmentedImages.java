package deephash.augment;

import deephash.data.image.Images;
import deephash.data.pixel.Pixels;

/** Views of images that are made when they are read. */
record AugmentedImages(Images images, Augmentation augmentation, long seed) implements Images {

    @Override
    public Pixels pixels() {
        return images.pixels();
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public String name(int index) {
        return images.name(index);
    }

    @Override
    public void read(int index, byte[] to, int offset) {
        byte[] image = new byte[pixels().count()];
        images.read(index, image, 0);
        System.arraycopy(augmentation.view(image, pixels(), seed, index), 0, to, offset, image.length);
    }
}
