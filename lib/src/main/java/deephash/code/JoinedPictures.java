package deephash.code;

import java.awt.image.BufferedImage;

/** The pictures of one collection followed by those of another. */
record JoinedPictures(Pictures first, Pictures second) implements Pictures {

    @Override
    public int size() {
        return first.size() + second.size();
    }

    @Override
    public BufferedImage picture(int index) {
        return index < first.size() ? first.picture(index) : second.picture(index - first.size());
    }

    @Override
    public String name(int index) {
        return index < first.size() ? first.name(index) : second.name(index - first.size());
    }
}
