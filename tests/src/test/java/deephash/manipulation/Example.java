package deephash.manipulation;

import deephash.picture.Picture;
import java.util.zip.CRC32;

/** A picture that any language draws by the same formula, and a number for its pixels. */
public final class Example {

    private Example() {}

    /** Edges, gradients and fine patterns in three colours. */
    public static Picture picture() {
        return picture(61, 47);
    }

    /** The same pattern in another size. */
    public static Picture picture(int width, int height) {
        byte[][] planes = new byte[3][width * height];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int fine = ((x * (3 + c)) ^ (y * 5)) * (2 + c) + x * y * (7 - c) / 8;
                    planes[c][y * width + x] = (byte) (fine + 128 + 100 * ((x / 9 + y / 7) % 2));
                }
            }
        }
        return new Picture(width, height, planes);
    }

    /**
     * The CRC-32 of the values, pixel by pixel, red, green and blue: {@code
     * zlib.crc32(numpy.asarray(image).tobytes())}.
     */
    static long crc(Picture picture) {
        CRC32 crc = new CRC32();
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            for (int c = 0; c < 3; c++) {
                crc.update(picture.plane(c)[i]);
            }
        }
        return crc.getValue();
    }
}
