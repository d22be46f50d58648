package deephash.data.pixel;

import java.io.IOException;

/**
 * The compressed pixels of a GIF picture: codes of growing length, each for a string of pixels seen before (LZW with
 * clear and end codes, GIF89a appendix F).
 */
final class GifCodes {

    private static final int LONGEST = 12;
    private static final int MOST_CODES = 1 << LONGEST;

    /** Other decoders take lengths up to this for the first codes, as long as no pixel is beyond 255. */
    private static final int LONGEST_FIRST = 11;

    private final byte[] file;
    private final int firstLength;

    /** Of the block that is read: where its next byte is, and where it ends. */
    private int at;

    private int blockEnd;
    private int bits;
    private int bitCount;

    /**
     * Codes of a file.
     *
     * @param from where their first length stands, with the blocks behind it
     */
    GifCodes(byte[] file, int from) {
        this.file = file;
        this.at = from + 1;
        this.blockEnd = at;
        this.firstLength = file[from] & 255;
    }

    /**
     * The pixels' colours in the order in which they are stored.
     *
     * @param count how many the picture has
     * @throws IOException if there are fewer
     */
    byte[] decode(int count) throws IOException {
        if (firstLength < 1 || firstLength > LONGEST_FIRST) {
            throw new IOException("damaged (its codes begin with a length of " + firstLength + " bits)");
        }
        int clear = 1 << firstLength;
        int[] prefix = new int[MOST_CODES];
        byte[] last = new byte[MOST_CODES];
        int[] lengths = new int[MOST_CODES];
        for (int i = 0; i < clear; i++) {
            last[i] = (byte) i;
            lengths[i] = 1;
        }
        byte[] pixels = new byte[count];
        int done = 0;
        int length = firstLength + 1;
        int next = clear + 2;
        int before = -1;
        while (done < count) {
            int code = read(length);
            if (code == clear) {
                length = firstLength + 1;
                next = clear + 2;
                before = -1;
                continue;
            }
            if (code == clear + 1) {
                throw new IOException("cut off: the picture ends after " + done + " of " + count + " pixels");
            }
            boolean known = code < clear || (before >= 0 && code < next);
            boolean isNext = !known && before >= 0 && code == next && next < MOST_CODES;
            if ((!known && !isNext) || (code < clear && code > 255)) {
                throw new IOException("damaged (a code of its pixels means nothing)");
            }
            // a code that is about to be made is the string before with its first pixel once more
            int string = known ? code : before;
            int size = lengths[string];
            int pixel = done + size - 1;
            int each = string;
            for (int i = size; i > 0; i--, pixel--) {
                if (pixel < count) {
                    pixels[pixel] = last[each];
                }
                each = prefix[each];
            }
            byte first = pixels[done];
            done += size;
            if (!known && done < count) {
                pixels[done] = first;
            }
            done += known ? 0 : 1;
            if (before >= 0 && next < MOST_CODES) {
                prefix[next] = before;
                last[next] = first;
                lengths[next] = lengths[before] + 1;
                next++;
                if (next == 1 << length && length < LONGEST) {
                    length++;
                }
            }
            before = code;
        }
        return pixels;
    }

    private int read(int length) throws IOException {
        while (bitCount < length) {
            if (at == blockEnd) {
                int size = at < file.length ? file[at] & 255 : 0;
                if (size == 0) {
                    throw new IOException("cut off: the file ends before the picture does");
                }
                at++;
                blockEnd = at + size;
            }
            if (at >= file.length) {
                throw new IOException("cut off: the file ends before the picture does");
            }
            bits |= (file[at++] & 255) << bitCount;
            bitCount += 8;
        }
        int code = bits & ((1 << length) - 1);
        bits >>>= length;
        bitCount -= length;
        return code;
    }
}
