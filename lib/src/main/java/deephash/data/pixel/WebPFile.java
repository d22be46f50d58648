package deephash.data.pixel;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * A WebP file (RFC 9649): its chunks are read here, its pictures by libwebp, which is what browsers and Pillow use. Of
 * an animation the first picture is read, as Pillow does.
 */
final class WebPFile {

    private static final String LIBWEBP = "com.luciad.imageio.webp.WebPReader";

    private static final int CHUNK = 8;
    private static final int RIFF = 12;
    private static final int FRAME = 16;

    private final byte[] file;
    private final ByteBuffer bytes;
    private final int end;

    private WebPFile(byte[] file) throws IOException {
        this.file = file;
        bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long stated = CHUNK + (bytes.getInt(4) & 0xFFFFFFFFL);
        if (stated > file.length) {
            throw new IOException("cut off: the file has " + file.length + " bytes of " + stated);
        }
        end = (int) stated;
    }

    /** The file, or null if it is of another kind. */
    static @Nullable WebPFile of(byte[] file) throws IOException {
        return file.length >= RIFF
                        && name(file, 0).equals("RIFF")
                        && name(file, 8).equals("WEBP")
                ? new WebPFile(file)
                : null;
    }

    private static String name(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.ISO_8859_1);
    }

    /** Where the first chunk of a name starts, or -1. */
    private int find(String name, int from, int to) throws IOException {
        int at = from;
        while (at + CHUNK <= to) {
            if (name(file, at).equals(name)) {
                requireWhole(at, to);
                return at;
            }
            long next = next(at);
            if (next > to) {
                return -1;
            }
            at = (int) next;
        }
        return -1;
    }

    private long next(int at) {
        long length = bytes.getInt(at + 4) & 0xFFFFFFFFL;
        return at + CHUNK + length + (length & 1);
    }

    private void requireWhole(int at, int to) throws IOException {
        if (at + CHUNK + (bytes.getInt(at + 4) & 0xFFFFFFFFL) > to) {
            throw new IOException("cut off: its chunk " + name(file, at).strip() + " ends behind the file");
        }
    }

    /** As Exif numbers it; 1 if the file does not say. */
    int orientation() throws IOException {
        int exif = find("EXIF", RIFF, end);
        if (exif >= 0) {
            int from = exif + CHUNK;
            int to = from + bytes.getInt(exif + 4);
            // some writers put JPEG's mark before it
            boolean marked = to - from > 6 && name(file, from).equals("Exif");
            return Orientation.ofTiff(file, marked ? from + 6 : from, to);
        }
        int xmp = find("XMP ", RIFF, end);
        return xmp < 0
                ? 1
                : Orientation.ofXmp(new String(file, xmp + CHUNK, bytes.getInt(xmp + 4), StandardCharsets.UTF_8));
    }

    /**
     * The picture, not yet turned.
     *
     * @param check is told the size before the picture is decoded
     */
    Bitmap decode(ImageDecoder.SizeCheck check) throws IOException {
        int extended = find("VP8X", RIFF, end);
        int frame = extended < 0 ? -1 : find("ANMF", RIFF, end);
        if (frame < 0) {
            return Bitmap.of(libwebp(file, check));
        }
        int width = 1 + u24(extended + CHUNK + 4);
        int height = 1 + u24(extended + CHUNK + 7);
        check.of(width, height);
        BufferedImage first = libwebp(still(frame), check);
        return Bitmap.of(first).on(width, height, 2 * u24(frame + CHUNK), 2 * u24(frame + CHUNK + 3));
    }

    private int u24(int at) throws IOException {
        if (at + 4 > end) {
            throw new IOException("cut off: the file ends within a chunk");
        }
        return bytes.getInt(at) & 0xFFFFFF;
    }

    /** A frame of an animation as a file of its own. */
    private byte[] still(int frame) throws IOException {
        int from = frame + CHUNK + FRAME;
        int to = frame + CHUNK + bytes.getInt(frame + 4);
        int alpha = find("ALPH", from, to);
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        if (alpha >= 0) {
            ByteBuffer header = ByteBuffer.allocate(CHUNK + 10).order(ByteOrder.LITTLE_ENDIAN);
            header.put("VP8X".getBytes(StandardCharsets.ISO_8859_1)).putInt(10).putInt(0x10);
            header.put(file, frame + CHUNK + 6, 6);
            chunks.writeBytes(header.array());
        }
        chunks.write(file, from, Math.max(0, to - from));
        ByteBuffer still = ByteBuffer.allocate(RIFF + chunks.size()).order(ByteOrder.LITTLE_ENDIAN);
        still.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(4 + chunks.size());
        still.put("WEBP".getBytes(StandardCharsets.ISO_8859_1)).put(chunks.toByteArray());
        return still.array();
    }

    private static BufferedImage libwebp(byte[] file, ImageDecoder.SizeCheck check) throws IOException {
        ImageReader reader = reader();
        try {
            reader.setInput(ImageDecoder.stream(file), true, true);
            check.of(reader.getWidth(0), reader.getHeight(0));
            return reader.read(0);
        } catch (LinkageError e) {
            throw new IOException(
                    "WebP cannot be read here: libwebp was not loaded (" + e.getMessage() + "). Convert it to PNG", e);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader() throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("webp");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().equals(LIBWEBP)) {
                return reader;
            }
        }
        throw new IOException("WebP cannot be read here: there is no libwebp for this system. Convert it to PNG");
    }
}
