package deephash.data.pixel;

/**
 * The shape of an image as a model is given it: (channels, height, width), one byte a value, 0 to 255 standing for
 * [0, 1].
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param height in pixels
 * @param width in pixels
 */
public record Pixels(int channels, int height, int width) {

    /** Checks the ranges. */
    public Pixels {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("Images have 1 channel (grey) or 3 (colour), not " + channels + ".");
        }
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("An image has at least 1×1 pixels, not " + width + "×" + height + ".");
        }
    }

    /** Square grey images. */
    public static Pixels grey(int size) {
        return new Pixels(1, size, size);
    }

    /** Square colour images. */
    public static Pixels colour(int size) {
        return new Pixels(3, size, size);
    }

    /** How many values (and bytes) an image has. */
    public int count() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return width + "×" + height + (channels == 1 ? " grey" : " colour");
    }
}
