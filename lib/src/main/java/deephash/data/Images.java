package deephash.data;

import deephash.code.Pictures;
import java.awt.image.BufferedImage;

/**
 * Images of one shape, (size, channels, height, width), one unsigned byte a value. They may lie in memory or in a file;
 * either way {@link #read} is cheap and safe from several threads.
 */
public interface Images extends Pictures {

    /** The shape of every image. */
    Pixels pixels();

    /**
     * Copies one image: channel by channel, row by row, {@code pixels().count()} unsigned bytes.
     *
     * @param index 0 ≤ index &lt; {@link #size()}
     * @param to where to
     * @param offset the first position in {@code to}
     */
    void read(int index, byte[] to, int offset);

    /** The images at {@code indices}, in that order; copies nothing. */
    default Images select(int... indices) {
        return new SelectedImages(this, indices.clone());
    }

    @Override
    default BufferedImage picture(int index) {
        Pixels shape = pixels();
        byte[] values = new byte[shape.count()];
        read(index, values, 0);
        BufferedImage picture = new BufferedImage(
                shape.width(),
                shape.height(),
                shape.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        int plane = shape.height() * shape.width();
        if (shape.channels() == 1) {
            picture.getRaster().setDataElements(0, 0, shape.width(), shape.height(), values);
            return picture;
        }
        int[] rgb = new int[plane];
        for (int i = 0; i < plane; i++) {
            rgb[i] = (values[i] & 255) << 16 | (values[plane + i] & 255) << 8 | (values[2 * plane + i] & 255);
        }
        picture.setRGB(0, 0, shape.width(), shape.height(), rgb, 0, shape.width());
        return picture;
    }
}
