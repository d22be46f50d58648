package deephash.data.pixel;

/**
 * Brings an image to the shape a model is given. The filter is the antialiased triangle: bilinear interpolation when
 * enlarging; when shrinking, the triangle is widened by the scale, so that every source pixel counts. It is what
 * Pillow calls {@code BILINEAR} and torchvision {@code Resize(antialias=True)}, so results compare with those. Applied
 * to the values as stored (gamma-encoded), as there.
 */
public final class Resampler {

    private Resampler() {}

    /** The pixels of {@code image} in {@code shape}, channel by channel, written to {@code to} from {@code offset}. */
    public static void write(Bitmap image, Pixels shape, Fit fit, byte[] to, int offset) {
        Bitmap source = shape.channels() == 1 ? image.grey() : image.colour();
        Bitmap framed = switch (fit) {
            case STRETCH -> source;
            case CROP -> crop(source, shape);
            case PAD -> pad(source, shape);
            case BORDER -> border(source);
        };
        resize(framed, shape.height(), shape.width(), to, offset);
    }

    private static Bitmap crop(Bitmap image, Pixels shape) {
        int width = Math.min(
                image.width(), Math.max(1, Math.round((float) image.height() * shape.width() / shape.height())));
        int height = Math.min(
                image.height(), Math.max(1, Math.round((float) image.width() * shape.height() / shape.width())));
        return window(image, (image.height() - height) / 2, (image.width() - width) / 2, height, width);
    }

    private static Bitmap pad(Bitmap image, Pixels shape) {
        int width = Math.max(image.width(), Math.round((float) image.height() * shape.width() / shape.height()));
        int height = Math.max(image.height(), Math.round((float) image.width() * shape.height() / shape.width()));
        return window(image, (image.height() - height) / 2, (image.width() - width) / 2, height, width);
    }

    private static Bitmap border(Bitmap image) {
        int x = Math.round(image.width() / 14f);
        int y = Math.round(image.height() / 14f);
        return window(image, -y, -x, image.height() + 2 * y, image.width() + 2 * x);
    }

    /** The part of an image that starts at (top, left); what lies outside of the image is black. */
    private static Bitmap window(Bitmap image, int top, int left, int height, int width) {
        byte[] part = new byte[image.channels() * height * width];
        int firstColumn = Math.max(0, -left);
        int columns = Math.min(width, image.width() - left) - firstColumn;
        for (int c = 0; c < image.channels(); c++) {
            for (int y = Math.max(0, -top); y < height && y + top < image.height(); y++) {
                System.arraycopy(
                        image.samples(),
                        (c * image.height() + y + top) * image.width() + left + firstColumn,
                        part,
                        (c * height + y) * width + firstColumn,
                        columns);
            }
        }
        return new Bitmap(image.channels(), height, width, part);
    }

    private static void resize(Bitmap image, int height, int width, byte[] to, int offset) {
        if (height == image.height() && width == image.width()) {
            System.arraycopy(image.samples(), 0, to, offset, image.samples().length);
            return;
        }
        Filter across = Filter.of(image.width(), width);
        Filter down = Filter.of(image.height(), height);
        Scratch scratch = Scratch.own();
        for (int c = 0; c < image.channels(); c++) {
            int[][] rows = across.rows(image.samples(), c * image.height() * image.width(), image.height(), scratch);
            down.columns(rows, width, to, offset + c * height * width);
        }
        scratch.end();
    }
}
