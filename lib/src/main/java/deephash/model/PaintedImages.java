package deephash.model;

import deephash.data.image.Images;
import deephash.data.pixel.Pixels;

/** Images that a decoder made. */
record PaintedImages(Pixels pixels, byte[][] images, String model) implements Images {

    @Override
    public int size() {
        return images.length;
    }

    @Override
    public String name(int index) {
        return model + " image " + index;
    }

    @Override
    public void read(int index, byte[] to, int offset) {
        System.arraycopy(images[index], 0, to, offset, images[index].length);
    }
}
