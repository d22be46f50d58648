package deephash.data.image;

import deephash.data.pixel.Pixels;
import java.awt.image.BufferedImage;

/** Images of one collection and then those of another of the same shape. */
public record JoinedImages(Images first, Images second) implements Images {

    private Images in(int index) {
        return index < first.size() ? first : second;
    }

    private int at(int index) {
        return index < first.size() ? index : index - first.size();
    }

    @Override
    public int size() {
        return first.size() + second.size();
    }

    @Override
    public Pixels pixels() {
        return first.pixels();
    }

    @Override
    public String name(int index) {
        return in(index).name(at(index));
    }

    @Override
    public void read(int index, byte[] to, int offset) {
        in(index).read(at(index), to, offset);
    }

    @Override
    public BufferedImage original(int index) {
        return in(index).original(at(index));
    }

    @Override
    public byte[] prepare(BufferedImage picture) {
        return first.prepare(picture);
    }

    @Override
    public long fingerprint(int index) {
        return in(index).fingerprint(at(index));
    }
}
