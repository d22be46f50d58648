package deephash.data.pixel;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * A decoded image at its own size.
 *
 * @param channels 1 or 3
 * @param height in pixels
 * @param width in pixels
 * @param samples channel by channel, row by row, unsigned bytes
 */
public record Bitmap(int channels, int height, int width, byte[] samples) {

    private static final IndexColorModel GREYS = greys();

    public Bitmap {
        if (samples.length != channels * height * width) {
            throw new IllegalArgumentException("A " + width + "×" + height + " image of " + channels
                    + " channels has not " + samples.length + " samples.");
        }
    }

    private static IndexColorModel greys() {
        byte[] values = new byte[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) i;
        }
        return new IndexColorModel(8, values.length, values, values, values);
    }

    /** One channel by ITU-R BT.601, rounded as Pillow does. */
    public Bitmap grey() {
        if (channels == 1) {
            return this;
        }
        int plane = height * width;
        byte[] grey = new byte[plane];
        for (int i = 0; i < plane; i++) {
            grey[i] = luma(samples[i] & 255, samples[plane + i] & 255, samples[2 * plane + i] & 255);
        }
        return new Bitmap(1, height, width, grey);
    }

    /** Three channels; a grey image gives three equal ones. */
    Bitmap colour() {
        if (channels == 3) {
            return this;
        }
        int plane = height * width;
        byte[] all = new byte[3 * plane];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(samples, 0, all, c * plane, plane);
        }
        return new Bitmap(3, height, width, all);
    }

    static byte luma(int red, int green, int blue) {
        return (byte) ((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16);
    }

    /**
     * The picture as it should be looked at.
     *
     * @param orientation as Exif numbers it: 2 mirrored, 3 turned by 180°, 4 both, 5 to 8 with rows and columns swapped
     */
    Bitmap upright(int orientation) {
        if (orientation <= 1 || orientation > 8) {
            return this;
        }
        boolean swapped = orientation >= 5;
        // which edges of the stored picture the rows and columns of the upright one start from
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int newHeight = swapped ? width : height;
        int newWidth = swapped ? height : width;
        byte[] turned = new byte[samples.length];
        int at = 0;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < newHeight; y++) {
                for (int x = 0; x < newWidth; x++) {
                    int row = swapped ? x : y;
                    int column = swapped ? y : x;
                    row = fromBottom ? height - 1 - row : row;
                    column = fromRight ? width - 1 - column : column;
                    turned[at++] = samples[(c * height + row) * width + column];
                }
            }
        }
        return new Bitmap(channels, newHeight, newWidth, turned);
    }

    /**
     * The picture on a canvas, white around it, as a browser shows it; what lies outside of the canvas is left out.
     *
     * @param left where the picture's first column lies on the canvas
     * @param top where its first row lies
     */
    Bitmap on(int canvasWidth, int canvasHeight, int left, int top) {
        if (canvasWidth == width && canvasHeight == height && left == 0 && top == 0) {
            return this;
        }
        byte[] canvas = new byte[channels * canvasHeight * canvasWidth];
        java.util.Arrays.fill(canvas, (byte) 255);
        int columns = Math.min(width, canvasWidth - left);
        for (int c = 0; c < channels && columns > 0; c++) {
            for (int y = 0; y < height && y + top < canvasHeight; y++) {
                int to = (c * canvasHeight + y + top) * canvasWidth + left;
                System.arraycopy(samples, (c * height + y) * width, canvas, to, columns);
            }
        }
        return new Bitmap(channels, canvasHeight, canvasWidth, canvas);
    }

    /** From any image; transparent pixels are laid over white, as a browser shows them. */
    public static Bitmap of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int plane = width * height;
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !(image.getColorModel() instanceof IndexColorModel)) {
            return ofGrey(image);
        }
        boolean transparent = image.getColorModel().hasAlpha();
        byte[] samples = new byte[3 * plane];
        int[] row = new int[width];
        boolean colour = false;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int argb = row[x];
                int alpha = transparent ? argb >>> 24 : 255;
                int red = over(argb >> 16 & 255, alpha);
                int green = over(argb >> 8 & 255, alpha);
                int blue = over(argb & 255, alpha);
                int i = y * width + x;
                samples[i] = (byte) red;
                samples[plane + i] = (byte) green;
                samples[2 * plane + i] = (byte) blue;
                colour |= red != green || green != blue;
            }
        }
        Bitmap all = new Bitmap(3, height, width, samples);
        return colour ? all : new Bitmap(1, height, width, java.util.Arrays.copyOf(samples, plane));
    }

    /** Grey values as they are stored, as 8 bits: getRGB would apply a gamma curve to them. */
    private static Bitmap ofGrey(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] samples = new byte[width * height];
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            image.getRaster().getDataElements(0, 0, width, height, samples);
            return new Bitmap(1, height, width, samples);
        }
        Raster raster = image.getRaster();
        int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
        boolean transparent = image.getColorModel().hasAlpha();
        int[] values = new int[width * raster.getNumBands()];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, values);
            for (int x = 0; x < width; x++) {
                int at = x * raster.getNumBands();
                int alpha = transparent ? scaled(values[at + raster.getNumBands() - 1], most) : 255;
                samples[y * width + x] = (byte) over(scaled(values[at], most), alpha);
            }
        }
        return new Bitmap(1, height, width, samples);
    }

    private static int scaled(int value, int most) {
        return (int) ((value * 255L + most / 2) / most);
    }

    private static int over(int value, int alpha) {
        return alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    public BufferedImage toImage() {
        return toImage(new Pixels(channels, height, width), samples);
    }

    /** Values channel by channel, row by row, as an image to look at. */
    public static BufferedImage toImage(Pixels shape, byte[] values) {
        int width = shape.width();
        int height = shape.height();
        if (shape.channels() == 1) {
            // of Java's own grey pictures getRGB gives other values than are stored: 188 for 128
            BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, GREYS);
            picture.getRaster().setDataElements(0, 0, width, height, values);
            return picture;
        }
        int plane = height * width;
        int[] rgb = new int[plane];
        for (int i = 0; i < plane; i++) {
            rgb[i] = (values[i] & 255) << 16 | (values[plane + i] & 255) << 8 | (values[2 * plane + i] & 255);
        }
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, height, rgb, 0, width);
        return picture;
    }
}
