package deephash.data.pixel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The first picture of a GIF file on its canvas (GIF89a). The JDK's reader gives a wrong picture, without a word, where
 * two clear codes follow each other, and refuses a file whose last block is missing although its picture is whole.
 */
final class GifFile {

    private static final int HEADER = 13;
    private static final int DESCRIPTOR = 10;
    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2C;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int COLOURS = 256;
    private static final int WHITE = 0xFFFFFF;

    private final byte[] file;
    private final ByteBuffer bytes;

    /** Where the first picture is described, and the colour of it that is transparent; -1 if none is. */
    private final int at;

    private final int transparent;

    private GifFile(byte[] file, int at, int transparent) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        this.at = at;
        this.transparent = transparent;
    }

    /**
     * Reads the blocks before the first picture; null if it is no GIF.
     *
     * @throws IOException if it ends before a picture
     */
    static @Nullable GifFile of(byte[] file) throws IOException {
        if (file.length < HEADER || !new String(file, 0, 4, StandardCharsets.ISO_8859_1).equals("GIF8")) {
            return null;
        }
        int transparent = -1;
        int at = HEADER + paletteLength(file[10]);
        while (at + 1 < file.length && (file[at] & 255) != PICTURE) {
            if ((file[at] & 255) != EXTENSION) {
                // other decoders pass over stray bytes too
                at++;
                continue;
            }
            if ((file[at + 1] & 255) == GRAPHIC_CONTROL && at + 6 < file.length) {
                transparent = (file[at + 3] & 1) == 0 ? -1 : file[at + 6] & 255;
            }
            at = behindBlocks(file, at + 2);
        }
        if (at + DESCRIPTOR >= file.length) {
            throw new IOException("cut off: the file ends before its first picture");
        }
        return new GifFile(file, at, transparent);
    }

    private static int paletteLength(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int behindBlocks(byte[] file, int from) {
        int at = from;
        while (at < file.length && file[at] != 0) {
            at += 1 + (file[at] & 255);
        }
        return at + 1;
    }

    /**
     * Decodes the picture.
     *
     * @param size refuses what is too large
     * @throws IOException if it is not whole
     */
    Bitmap decode(ImageDecoder.SizeCheck size) throws IOException {
        int canvasWidth = u16(6);
        int canvasHeight = u16(8);
        int width = u16(at + 5);
        int height = u16(at + 7);
        size.of(canvasWidth, canvasHeight);
        size.of(width, height);
        if (width == 0 || height == 0) {
            throw new IOException("damaged (its first picture has " + width + "×" + height + " pixels)");
        }
        byte flags = file[at + 9];
        int[] palette = palette(flags);
        int data = at + DESCRIPTOR + paletteLength(flags);
        if (data >= file.length) {
            throw new IOException("cut off: the file ends before its first picture");
        }
        byte[] indices = new GifCodes(file, data).decode(width * height);
        Bitmap picture = coloured(indices, width, height, palette, (flags & 0x40) != 0);
        // a canvas without a size is that of its picture
        return picture.on(
                canvasWidth == 0 ? width : canvasWidth,
                canvasHeight == 0 ? height : canvasHeight,
                u16(at + 1),
                u16(at + 3));
    }

    /** The colours as RGB; greys if the file names none, and white where it is transparent. */
    private int[] palette(byte flags) throws IOException {
        boolean own = (flags & 0x80) != 0;
        int from = own ? at + DESCRIPTOR : HEADER;
        int length = paletteLength(own ? flags : file[10]);
        if (from + length > file.length) {
            throw new IOException("cut off: the file ends in its colours");
        }
        int[] palette = new int[COLOURS];
        for (int i = 0; i < COLOURS; i++) {
            int rgb = from + 3 * i;
            if (length == 0) {
                palette[i] = i << 16 | i << 8 | i;
            } else if (3 * i < length) {
                palette[i] = (file[rgb] & 255) << 16 | (file[rgb + 1] & 255) << 8 | (file[rgb + 2] & 255);
            }
        }
        if (transparent >= 0) {
            palette[transparent] = WHITE;
        }
        return palette;
    }

    private static Bitmap coloured(byte[] indices, int width, int height, int[] palette, boolean interlaced) {
        int plane = width * height;
        byte[] samples = new byte[3 * plane];
        boolean colour = false;
        int stored = 0;
        // rows are stored in four turns: every eighth, those between, and so on
        int[][] turns = interlaced ? new int[][] {{0, 8}, {4, 8}, {2, 4}, {1, 2}} : new int[][] {{0, 1}};
        for (int[] turn : turns) {
            for (int y = turn[0]; y < height; y += turn[1]) {
                for (int i = y * width; i < (y + 1) * width; i++) {
                    int rgb = palette[indices[stored++] & 255];
                    samples[i] = (byte) (rgb >> 16);
                    samples[plane + i] = (byte) (rgb >> 8);
                    samples[2 * plane + i] = (byte) rgb;
                    colour |= samples[i] != samples[plane + i] || samples[i] != samples[2 * plane + i];
                }
            }
        }
        return colour
                ? new Bitmap(3, height, width, samples)
                : new Bitmap(1, height, width, java.util.Arrays.copyOf(samples, plane));
    }

    private int u16(int from) {
        return bytes.getShort(from) & 0xFFFF;
    }
}
