package deephash.data.image;

import deephash.data.pixel.Pixels;

/**
 * Images in one array.
 *
 * @param pixels the shape of each
 * @param values image after image
 */
record MemoryImages(Pixels pixels, byte[] values) implements Images {

    MemoryImages {
        if (values.length % pixels.count() != 0) {
            throw new IllegalArgumentException(values.length + " bytes are not a whole number of " + pixels
                    + " images of " + pixels.count() + " bytes each.");
        }
    }

    @Override
    public int size() {
        return values.length / pixels.count();
    }

    @Override
    public String name(int index) {
        return "image " + index;
    }

    @Override
    public void read(int index, byte[] to, int offset) {
        System.arraycopy(values, index * pixels.count(), to, offset, pixels.count());
    }
}
