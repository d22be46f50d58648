package deephash.data.pixel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * BMP files that the JDK's reader refuses and others read. OS/2 2 writes a header of 64 bytes (16 in its short form),
 * of which the first 40 mean what they do in Windows' own; the others are about printing. Some programs write a wrong
 * length of the file, or forget the palette when they say where the pixels begin.
 */
final class BmpFile {

    private static final int FILE_HEADER = 14;
    private static final int WINDOWS = 40;
    private static final int LONGEST = 124;
    private static final int OS2 = 64;
    private static final int OS2_SHORT = 16;

    /** From this number on, a compression means another one in OS/2's files than in Windows'. */
    private static final int FIRST_OTHER = 3;

    private static final int FILE_LENGTH = 2;
    private static final int PIXELS = 10;
    private static final int BITS = FILE_HEADER + 14;
    private static final int COLOURS = FILE_HEADER + 32;

    private BmpFile() {}

    /** The same picture under Windows' header; the file itself if it is of another kind. */
    static byte[] usual(byte[] file) {
        if (file.length < FILE_HEADER + OS2_SHORT || file[0] != 'B' || file[1] != 'M') {
            return file;
        }
        ByteBuffer from = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = from.getInt(FILE_HEADER);
        int end = FILE_HEADER + header;
        if (end > file.length) {
            return file;
        }
        if (header == OS2 || header == OS2_SHORT) {
            boolean other = header == OS2 && from.getInt(FILE_HEADER + 16) >= FIRST_OTHER;
            return other ? file : underWindowsHeader(file, header);
        }
        return header >= WINDOWS && header <= LONGEST ? corrected(file, end) : file;
    }

    private static byte[] underWindowsHeader(byte[] file, int header) {
        ByteBuffer from = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int end = FILE_HEADER + header;
        byte[] usual = new byte[file.length - header + WINDOWS];
        System.arraycopy(file, 0, usual, 0, FILE_HEADER + Math.min(header, WINDOWS));
        System.arraycopy(file, end, usual, FILE_HEADER + WINDOWS, file.length - end);
        ByteBuffer to = ByteBuffer.wrap(usual).order(ByteOrder.LITTLE_ENDIAN);
        to.putInt(2, usual.length);
        to.putInt(10, from.getInt(10) - header + WINDOWS);
        to.putInt(FILE_HEADER, WINDOWS);
        return usual;
    }

    /** With the true length and beginning of the pixels, where the header cannot be right. */
    private static byte[] corrected(byte[] file, int headerEnd) {
        ByteBuffer from = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int bits = from.getShort(BITS);
        int colours = from.getInt(COLOURS);
        int pixels = from.getInt(PIXELS);
        if (bits >= 1 && bits <= 8 && pixels <= headerEnd) {
            int usual = colours >= 1 && colours <= 1 << bits ? colours : 1 << bits;
            pixels = headerEnd + 4 * usual;
        }
        int claimed = from.getInt(FILE_LENGTH);
        int length = claimed >= 0 && claimed < file.length ? file.length : claimed;
        if (pixels == from.getInt(PIXELS) && length == claimed) {
            return file;
        }
        byte[] corrected = file.clone();
        ByteBuffer to = ByteBuffer.wrap(corrected).order(ByteOrder.LITTLE_ENDIAN);
        to.putInt(FILE_LENGTH, length);
        to.putInt(PIXELS, pixels);
        return corrected;
    }
}
