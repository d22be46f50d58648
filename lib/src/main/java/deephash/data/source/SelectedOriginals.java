package deephash.data.source;

import deephash.data.pixel.Bitmap;
import java.io.IOException;

/** Some of the images of others, in any order. */
record SelectedOriginals(Originals all, int[] indices) implements Originals {

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public String name(int index) {
        return all.name(indices[index]);
    }

    @Override
    public Bitmap decode(int index, boolean grey) throws IOException {
        return all.decode(indices[index], grey);
    }

    @Override
    public String stamp(int index) {
        return all.stamp(indices[index]);
    }

    @Override
    public boolean isRaw() {
        return all.isRaw();
    }
}
