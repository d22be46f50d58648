package deephash.picture;

import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.data.source.PictureFile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A colour picture of any size in memory: three planes (red, green, blue) of unsigned bytes, row by row. A grey picture
 * has three equal planes. Treat the planes as read-only: operations return new pictures, which may share planes.
 */
public final class Picture {

    private final int width;
    private final int height;
    private final byte[][] planes;

    /**
     * A picture of given planes, which are kept, not copied.
     *
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     * @param planes red, green and blue, each of width · height unsigned bytes
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public Picture(int width, int height, byte[]... planes) {
        if (width < 1 || height < 1 || planes.length != 3) {
            throw new IllegalArgumentException("A picture has at least 1×1 pixels and 3 planes, not " + width + "×"
                    + height + " and " + planes.length + ".");
        }
        for (byte[] plane : planes) {
            if (plane.length != Math.multiplyExact(width, height)) {
                throw new IllegalArgumentException("A plane of a " + width + "×" + height + " picture has "
                        + (long) width * height + " values, not " + plane.length + ".");
            }
        }
        this.width = width;
        this.height = height;
        this.planes = planes.clone();
    }

    /**
     * From any image; transparent pixels are laid over white.
     *
     * @param image of any type
     * @return its pixels
     */
    public static Picture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int count = width * height;
        byte[][] planes = new byte[3][count];
        if (image.getType() == BufferedImage.TYPE_INT_RGB
                && image.getRaster().getDataBuffer() instanceof DataBufferInt data
                && data.getData().length == count
                && image.getRaster().getParent() == null) {
            int[] rgb = data.getData();
            for (int i = 0; i < count; i++) {
                planes[0][i] = (byte) (rgb[i] >> 16);
                planes[1][i] = (byte) (rgb[i] >> 8);
                planes[2][i] = (byte) rgb[i];
            }
            return new Picture(width, height, planes);
        }
        byte[] all = new byte[3 * count];
        Images.of(new Pixels(3, height, width), List.of(image)).read(0, all, 0);
        for (int c = 0; c < 3; c++) {
            System.arraycopy(all, c * count, planes[c], 0, count);
        }
        return new Picture(width, height, planes);
    }

    /**
     * Reads an image file.
     *
     * @param file JPEG, PNG, WebP, BMP or GIF
     * @return its pixels, upright
     * @throws IOException if it cannot be decoded whole
     */
    public static Picture read(Path file) throws IOException {
        return of(PictureFile.read(file));
    }

    /**
     * A picture of one colour.
     *
     * @param width in pixels
     * @param height in pixels
     * @param rgb as 0xRRGGBB
     * @return the picture
     */
    public static Picture filled(int width, int height, int rgb) {
        byte[][] planes = new byte[3][width * height];
        for (int c = 0; c < 3; c++) {
            java.util.Arrays.fill(planes[c], (byte) (rgb >> (16 - 8 * c)));
        }
        return new Picture(width, height, planes);
    }

    /**
     * The picture as an image.
     *
     * @return a new image of type INT_RGB
     */
    public BufferedImage toImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (planes[0][i] & 255) << 16 | (planes[1][i] & 255) << 8 | (planes[2][i] & 255);
        }
        return image;
    }

    /**
     * The width.
     *
     * @return in pixels
     */
    public int width() {
        return width;
    }

    /**
     * The height.
     *
     * @return in pixels
     */
    public int height() {
        return height;
    }

    /**
     * One plane.
     *
     * @param channel 0 red, 1 green, 2 blue
     * @return width · height unsigned bytes, row by row; not a copy
     */
    public byte[] plane(int channel) {
        return planes[channel];
    }

    /**
     * One value.
     *
     * @param channel 0 red, 1 green, 2 blue
     * @param x column
     * @param y row
     * @return 0 to 255
     */
    public int value(int channel, int x, int y) {
        return planes[channel][y * width + x] & 255;
    }

    /**
     * Does the same to each plane.
     *
     * @param newWidth of the result
     * @param newHeight of the result
     * @param each makes a plane of the result of one of these
     * @return the result
     */
    public Picture eachPlane(int newWidth, int newHeight, UnaryOperator<byte[]> each) {
        return new Picture(newWidth, newHeight, each.apply(planes[0]), each.apply(planes[1]), each.apply(planes[2]));
    }

    /**
     * Brightness by ITU-R BT.601 in integers, as Pillow's {@code convert("L")} has it.
     *
     * @return width · height unsigned bytes, row by row
     */
    public byte[] luma() {
        byte[] luma = new byte[planes[0].length];
        for (int i = 0; i < luma.length; i++) {
            int red = planes[0][i] & 255;
            int green = planes[1][i] & 255;
            int blue = planes[2][i] & 255;
            luma[i] = (byte) ((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16);
        }
        return luma;
    }

    @Override
    public String toString() {
        return "picture of " + width + "×" + height + " pixels";
    }
}
