package deephash.train;

import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.model.engine.SeededDraws;

/** Grey images of a bright rectangle each, anywhere. */
record Shapes(int size, Pixels pixels) implements Images {

    Shapes(int size, int side) {
        this(size, Pixels.grey(side));
    }

    @Override
    public String name(int index) {
        return "rectangle " + index;
    }

    @Override
    public void read(int index, byte[] to, int offset) {
        SeededDraws draws = new SeededDraws(5, index);
        int top = draws.below(pixels.height() / 2);
        int left = draws.below(pixels.width() / 2);
        int tall = 2 + draws.below(pixels.height() / 2 - 1);
        int wide = 2 + draws.below(pixels.width() / 2 - 1);
        int shade = 128 + draws.below(128);
        for (int i = 0; i < pixels.count(); i++) {
            int y = i / pixels.width() % pixels.height();
            int x = i % pixels.width();
            boolean inside = y >= top && y < top + tall && x >= left && x < left + wide;
            to[offset + i] = (byte) (inside ? shade : 20);
        }
    }
}
