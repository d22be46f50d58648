package deephash.code;

import java.awt.image.BufferedImage;

/** Some of the pictures of another collection, in any order. */
record SelectedPictures(Pictures all, int[] indices) implements Pictures {

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public BufferedImage picture(int index) {
        return all.picture(indices[index]);
    }

    @Override
    public String name(int index) {
        return all.name(indices[index]);
    }
}
