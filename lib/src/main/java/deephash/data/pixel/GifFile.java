package deephash.data.pixel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the first picture of a GIF file lies on its canvas (GIF89a).
 *
 * @param width of the canvas
 * @param height of the canvas
 * @param left of the first picture
 * @param top of the first picture
 */
record GifFile(int width, int height, int left, int top) {

    private static final int HEADER = 13;

    /** Reads the blocks before the first picture; null if it is no GIF, or ends before one. */
    static @Nullable GifFile of(byte[] file) {
        if (file.length < HEADER || !new String(file, 0, 4, StandardCharsets.ISO_8859_1).equals("GIF8")) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = HEADER + ((file[10] & 0x80) != 0 ? 3 << ((file[10] & 7) + 1) : 0);
        while (at < file.length && file[at] == 0x21) {
            at += 2;
            while (at < file.length && file[at] != 0) {
                at += 1 + (file[at] & 255);
            }
            at++;
        }
        if (at + 9 > file.length || file[at] != 0x2C) {
            return null;
        }
        return new GifFile(
                bytes.getShort(6) & 0xFFFF,
                bytes.getShort(8) & 0xFFFF,
                bytes.getShort(at + 1) & 0xFFFF,
                bytes.getShort(at + 3) & 0xFFFF);
    }
}
